import { type ProblemCode, problemCodes } from "@bulk-contacts/core"
import * as Schema from "effect/Schema"

const JsonObject = Schema.Record(Schema.String, Schema.Unknown)

const optionalText = (description: string, ...examples: ReadonlyArray<string>) =>
  Schema.optionalKey(Schema.String.annotate({ description, ...(examples.length > 0 && { examples }) }))

/** A contact as an object: one of the forms an item of `contacts` may have. */
export const CustomerContactDto = Schema.Struct({
  email: Schema.String.annotate({ examples: ["ada@example.com"] }),
  firstName: optionalText("Default: the local part of the email", "Ada"),
  lastName: optionalText("At most 255 characters, like the first name", "Lovelace"),
  phoneNumber: optionalText("In any notation, with its country code", "+14155552671"),
  avatarUrl: optionalText("An absolute http(s) URL"),
  source: optionalText("Default: the request's source"),
  contactType: optionalText("Default: the request's contact type", "CT456"),
  accountIds: Schema.optionalKey(
    Schema.Array(Schema.String).annotate({ description: "Default: the request's account ids" }),
  ),
  customFieldValues: Schema.optionalKey(Schema.Array(JsonObject)),
  metadata: Schema.optionalKey(JsonObject),
}).annotate({
  identifier: "CustomerContactDto",
  description:
    "A contact. Only email is required. null means that a value is absent. Properties not listed here are rejected.",
})

/** The JSON body of a request, as the OpenAPI document describes it. */
export const BulkCreateCustomerContactsDto = Schema.Struct({
  contacts: Schema.Array(Schema.Union([Schema.String, CustomerContactDto])).annotate({
    description:
      "Details of customer contacts to create. Each is an email address, an RFC 5322 mailbox, an object, " +
      "or the JSON text of an object.",
    examples: [["ada@example.com", "Grace Hopper <grace@example.com>"]],
  }),
  accountIds: Schema.optionalKey(
    Schema.Array(Schema.String).annotate({
      description: "Account ID of the customer contacts. A single string is read as a list of one.",
      examples: [["A123"]],
    }),
  ),
  contactType: Schema.optionalKey(
    Schema.String.annotate({ description: "Contact type of the customer contacts", examples: ["CT123"] }),
  ),
  source: Schema.optionalKey(
    Schema.String.annotate({ description: "Source of the customer contacts", examples: ["Slack"] }),
  ),
}).annotate({ identifier: "BulkCreateCustomerContactsDto" })

const codesText = [
  "What kind of problem it is. Codes are stable, and new ones may be added; messages are not stable.",
  ...Object.entries(problemCodes).map(([code, meaning]) => `- \`${code}\`: ${meaning}`),
].join("\n")

/** One of the codes listed, or one that a newer server has: a client must not fail because of it. */
type ErrorCode = ProblemCode | (string & {})

const knownCodes = Schema.Literals(Object.keys(problemCodes) as ReadonlyArray<ProblemCode>)

const ErrorCode: Schema.Codec<ErrorCode> = Schema.Union([knownCodes, Schema.String]).annotate({
  description: codesText,
})

/** What is wrong with a contact or a request. */
const problem = {
  field: Schema.String,
  id: Schema.optionalKey(Schema.String.annotate({ description: "The id that does not exist" })),
  code: ErrorCode,
  message: Schema.String.annotate({
    description: "What is wrong and what to do, in a sentence that begins with the field",
  }),
}

/** One entry of `details`: what is wrong, and where. */
export const ErrorDetail = Schema.Struct({
  index: Schema.optionalKey(
    Schema.Natural.annotate({
      description: "Position of the contact in the request, from 0. Absent if the problem is the request's own.",
    }),
  ),
  line: Schema.optionalKey(
    Schema.Natural.annotate({ description: "Line on which the contact begins, from 1. Only for NDJSON and CSV." }),
  ),
  ...problem,
}).annotate({ identifier: "ErrorDetail" })
/** One entry of `details`. */
export interface ErrorDetail extends Schema.Schema.Type<typeof ErrorDetail> {}

const contactId = Schema.optionalKey(Schema.String.annotate({ format: "uuid" }))
const outcome = { index: Schema.Natural, email: Schema.String }

const ContactOutcome = Schema.Union([
  Schema.Struct({ ...outcome, status: Schema.Literal("created"), id: contactId }),
  Schema.Struct({
    ...outcome,
    status: Schema.Literal("skipped"),
    reason: Schema.Literal("duplicate_in_request"),
    duplicateOf: Schema.Natural,
  }),
  Schema.Struct({
    ...outcome,
    status: Schema.Literal("skipped"),
    reason: Schema.Literal("already_exists"),
    id: contactId,
  }),
  Schema.Struct({
    index: outcome.index,
    status: Schema.Literal("invalid"),
    problems: Schema.Array(Schema.Struct(problem)).annotate({ description: "The first 20" }),
    omitted: Schema.optionalKey(Schema.Natural.annotate({ description: "The number of problems not listed" })),
  }),
]).annotate({ identifier: "ContactOutcome", description: "What happened to one contact" })

/** The body of a successful response. */
export const CustomerContactBulkResponseDto = Schema.Struct({
  total: Schema.Finite.annotate({ description: "The total number of contacts provided", examples: [3] }),
  created: Schema.Finite.annotate({ description: "The number of contacts created", examples: [2] }),
  skipped: Schema.Finite.annotate({
    description: "The number of contacts skipped due to existing contacts with the same email.",
    examples: [1],
  }),
  invalid: Schema.optionalKey(
    Schema.Finite.annotate({
      description: "The number of invalid contacts that were left out. Only with Prefer: handling=lenient.",
    }),
  ),
  details: Schema.optionalKey(Schema.Array(ErrorDetail)).annotate({
    description: "What is wrong with the invalid contacts: the first 100 problems, if there are any",
  }),
  omitted: Schema.optionalKey(
    Schema.Natural.annotate({ description: "The number of problems that details does not list, if there are any" }),
  ),
  contacts: Schema.optionalKey(Schema.Array(ContactOutcome)).annotate({
    description: "What happened to each contact, in the order of the request. Only with Prefer: return=representation.",
  }),
}).annotate({ identifier: "CustomerContactBulkResponseDto" })
