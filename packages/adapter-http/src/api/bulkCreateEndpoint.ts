import * as HttpApi from "effect/http-api/HttpApi"
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiSchema from "effect/http-api/HttpApiSchema"
import * as OpenApi from "effect/http-api/OpenApi"
import * as Schema from "effect/Schema"
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
import { streamMediaTypes } from "./mediaTypes.ts"
import { describeOperation } from "./openApi/describeOperation.ts"
import { errorExamples } from "./openApi/examples.ts"
import { rateLimitHeaders } from "./openApi/responseHeaders.ts"
import { BULK_CREATE_PATH } from "./paths.ts"
import { BulkCreateCustomerContactsDto, CustomerContactBulkResponseDto } from "./schemas.ts"

const optionalText = (description: string) => Schema.optionalKey(Schema.String.annotate({ description }))

/** NDJSON and CSV bodies hold contacts only, so the defaults for them are query parameters. */
const streamDefaults = {
  accountIds: Schema.optionalKey(
    Schema.Array(Schema.String).annotate({ description: "For NDJSON and CSV: account ids. Repeatable." }),
  ),
  contactType: optionalText("For NDJSON and CSV: contact type"),
  source: optionalText("For NDJSON and CSV: source"),
}

const texts = (description: string) => Schema.optionalKey(Schema.Array(Schema.String).annotate({ description }))

/** How a CSV body is read, as far as that is not to be detected. */
const csvParameters = {
  map: texts(
    "For CSV: what a column is, as NAME=FIELD. FIELD is a field of a contact, fullName or metadata.KEY. Repeatable.",
  ),
  ignore: texts("For CSV: the name of a column to leave out. Repeatable."),
  keepRest: Schema.optionalKey(
    Schema.Literals(["false", "true"]).annotate({
      description: "For CSV. true: columns that are not understood become metadata under their names",
    }),
  ),
  separator: optionalText("For CSV: the character between cells, or tab"),
  header: optionalText("For CSV: the line of the header row, from 1, or none; columns are then named 1, 2, …"),
}

/** `POST /v1/accounts/contacts/bulk`: its parameters, headers, bodies, responses and errors. */
export const bulkCreateEndpoint = HttpApiEndpoint.post("bulkCreate", BULK_CREATE_PATH, {
  query: {
    dryRun: Schema.optionalKey(
      // Interactive documentation preselects the first.
      Schema.Literals(["false", "true"]).annotate({
        description: "true: report what would be created, and store nothing",
      }),
    ),
    defaultCountry: optionalText("Country of phone numbers without a country code: ISO 3166-1 alpha-2, such as DE"),
    import: optionalText(
      "Records the request as an import with this name, usually that of a file, so that it can be found and undone. " +
        "1 to 255 characters. The response header Import-Id identifies it.",
    ),
    ...streamDefaults,
    ...csvParameters,
  },
  headers: {
    "idempotency-key": Schema.optionalKey(
      Schema.String.annotate({
        description: "Makes retries safe: for 24 hours, a request with the same key gets the response of the first",
      }),
    ),
    prefer: Schema.optionalKey(
      Schema.String.annotate({
        description:
          "return=representation: report what happened to each contact. handling=lenient: leave out invalid contacts. " +
          "They can be combined, separated by a comma (RFC 7240).",
      }),
    ),
  },
  payload: [BulkCreateCustomerContactsDto, HttpApiSchema.StreamUint8Array({ contentType: streamMediaTypes })],
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
  // For the client. The server reads bodies itself.
  .annotate(HttpApi.PayloadParseOptions, { onExcessProperty: "error" })
  .annotateMerge(
    OpenApi.annotations({
      summary: "Bulk create customer contacts",
      description:
        "Creates the contacts whose email the organization does not have yet, and skips the others. " +
        "Atomic: a rejected request stores nothing.",
      transform: describeOperation({ errorExamples, headers: rateLimitHeaders }),
    }),
  )
