import { Schema } from "effect"
import { HttpApi, HttpApiEndpoint, HttpApiSchema, OpenApi } from "effect/http-api"
import {
  BadRequest,
  Conflict,
  InternalServerError,
  MethodNotAllowed,
  NotFound,
  PayloadTooLarge,
  RequestTimeout,
  ServiceUnavailable,
  UnprocessableEntity,
  UnsupportedMediaType,
} from "./errors.ts"
import { describeBodies } from "./openApi/describeBodies.ts"
import { describeResponses } from "./openApi/describeResponses.ts"
import { errorExamples } from "./openApi/examples.ts"

const JsonObject = Schema.Record(Schema.String, Schema.Unknown)

const optionalText = (description: string, ...examples: ReadonlyArray<string>) =>
  Schema.optionalKey(Schema.String.annotate({ description, examples }))

/** The object form of a contact. */
export const CustomerContactDto = Schema.Struct({
  email: Schema.String.annotate({ examples: ["ada@example.com"] }),
  firstName: optionalText("The local part of the email where it is absent", "Ada"),
  lastName: optionalText("At most 255 characters, as the first name", "Lovelace"),
  phoneNumber: optionalText("In any spelling, with its country code", "+14155552671"),
  avatarUrl: optionalText("An absolute http(s) URL"),
  source: optionalText("In place of the request's source"),
  contactType: optionalText("In place of the request's contact type", "CT456"),
  accountIds: Schema.optionalKey(
    Schema.Array(Schema.String).annotate({ description: "In place of the request's account ids" }),
  ),
  customFieldValues: Schema.optionalKey(Schema.Array(JsonObject)),
  metadata: Schema.optionalKey(JsonObject),
}).annotate({
  identifier: "CustomerContactDto",
  description:
    "A contact. Only email is required; null stands for an absent value; a property not named here is refused.",
})

/** The body of a request, as the OpenAPI document describes it. */
export const BulkCreateCustomerContactsDto = Schema.Struct({
  contacts: Schema.Array(Schema.Union([Schema.String, CustomerContactDto])).annotate({
    description:
      "Details of customer contacts to create, each an address, an RFC 5322 mailbox, JSON text of the object form, or an object",
    examples: [["ada@example.com", "Grace Hopper <grace@example.com>"]],
  }),
  accountIds: Schema.optionalKey(
    Schema.Array(Schema.String).annotate({
      description: "Account ID of the customer contacts; one bare string is taken as a list of one",
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

const outcome = { index: Schema.Finite, email: Schema.String }

const ContactOutcome = Schema.Union([
  Schema.Struct({ ...outcome, status: Schema.Literal("created"), id: Schema.optionalKey(Schema.String) }),
  Schema.Struct({
    ...outcome,
    status: Schema.Literal("skipped"),
    reason: Schema.Literal("duplicate_in_request"),
    duplicateOf: Schema.Finite,
  }),
  Schema.Struct({
    ...outcome,
    status: Schema.Literal("skipped"),
    reason: Schema.Literal("already_exists"),
    id: Schema.optionalKey(Schema.String),
  }),
]).annotate({ identifier: "ContactOutcome", description: "What became of one contact" })

/** The body of the answer to a request that was carried out. */
export const CustomerContactBulkResponseDto = Schema.Struct({
  total: Schema.Finite.annotate({ description: "The total number of contacts provided", examples: [3] }),
  created: Schema.Finite.annotate({ description: "The number of contacts created", examples: [2] }),
  skipped: Schema.Finite.annotate({
    description: "The number of contacts skipped due to existing contacts with the same email.",
    examples: [1],
  }),
  contacts: Schema.optionalKey(Schema.Array(ContactOutcome)).annotate({
    description: "What became of each contact, in the order given; with Prefer: return=representation",
  }),
}).annotate({ identifier: "CustomerContactBulkResponseDto" })

/** What a body that has a contact on each line leaves to the query. */
const streamDefaults = {
  accountIds: Schema.optionalKey(
    Schema.Array(Schema.String).annotate({ description: "As in the body, where that is NDJSON or CSV; repeatable" }),
  ),
  contactType: optionalText("As in the body, where that is NDJSON or CSV"),
  source: optionalText("As in the body, where that is NDJSON or CSV"),
}

/** Adds to the OpenAPI document what the schemas do not say. */
export const describeOperation =
  (examples: Readonly<Record<number, object>>): OpenApi.Transform["Service"] =>
  (operation) => ({
    ...operation,
    requestBody: describeBodies(operation["requestBody"]),
    responses: describeResponses(operation["responses"], examples),
  })

/** `POST /v1/accounts/contacts/bulk`: its parameters, headers, bodies, answers and errors. */
export const bulkCreateEndpoint = HttpApiEndpoint.post("bulkCreate", "/v1/accounts/contacts/bulk", {
  query: {
    dryRun: Schema.optionalKey(
      // The first is what interactive documentation fills in.
      Schema.Literals(["false", "true"]).annotate({
        description: "true: answer what would be created, and store nothing",
      }),
    ),
    ...streamDefaults,
  },
  headers: {
    "idempotency-key": Schema.optionalKey(
      Schema.String.annotate({
        description: "Makes retries safe: for 24 hours, a request with the same key gets the first one's answer",
      }),
    ),
    prefer: Schema.optionalKey(
      Schema.String.annotate({ description: "return=representation: answer what became of each contact (RFC 7240)" }),
    ),
  },
  payload: BulkCreateCustomerContactsDto,
  success: [
    CustomerContactBulkResponseDto.pipe(HttpApiSchema.status(201)),
    CustomerContactBulkResponseDto.pipe(HttpApiSchema.status(200)),
  ],
  error: [
    BadRequest,
    NotFound,
    RequestTimeout,
    MethodNotAllowed,
    Conflict,
    PayloadTooLarge,
    UnsupportedMediaType,
    UnprocessableEntity,
    InternalServerError,
    ServiceUnavailable,
  ],
})
  .annotate(HttpApi.QueryParseOptions, { onExcessProperty: "error", errors: "all" })
  // What the client is given: the server reads bodies by itself.
  .annotate(HttpApi.PayloadParseOptions, { onExcessProperty: "error" })
  .annotateMerge(
    OpenApi.annotations({
      summary: "Bulk create customer contacts",
      description:
        "Creates the contacts whose email the organization does not have yet; skips the others. All or nothing: a request that is refused has stored nothing.",
      transform: describeOperation(errorExamples),
    }),
  )
