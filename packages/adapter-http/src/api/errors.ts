import { Effect, Schema } from "effect"
import { errorExamples, notAuthenticatedExample } from "./openApi/examples.ts"

/** One entry of `details`: what is wrong, and where. */
export const ErrorDetail = Schema.Struct({
  index: Schema.optionalKey(
    Schema.Finite.annotate({ description: "The contact's place in the request, from 0. Absent: the request itself." }),
  ),
  line: Schema.optionalKey(
    Schema.Finite.annotate({ description: "Where the contact begins in a body that has one on each line, from 1." }),
  ),
  field: Schema.String,
  id: Schema.optionalKey(Schema.String.annotate({ description: "The id that does not exist." })),
  message: Schema.String,
}).annotate({ identifier: "ErrorDetail" })
export type ErrorDetail = typeof ErrorDetail.Type

/** The envelope that every error has on the wire: the contract's, and nothing else. */
const envelope = <const Status extends number, const Reason extends string>(statusCode: Status, reason: Reason) => ({
  statusCode: Schema.Literal(statusCode).pipe(Schema.withConstructorDefault(Effect.succeed(statusCode))),
  message: Schema.String,
  error: Schema.Literal(reason).pipe(Schema.withConstructorDefault(Effect.succeed(reason))),
})

const details = {
  details: Schema.optionalKey(
    Schema.Array(ErrorDetail).annotate({ description: "Every problem, or the first 100 of them." }),
  ),
  omitted: Schema.optionalKey(
    Schema.Finite.annotate({ description: "How many more problems there are than are listed." }),
  ),
}

/** 400: the list is empty, or something is invalid; `details` lists the problems. Nothing was stored. */
export class BadRequest extends Schema.Error<BadRequest>("http/BadRequest")(
  Schema.Struct({ ...envelope(400, "Bad Request"), ...details }).annotate({
    identifier: "BadRequest",
    examples: [errorExamples[400]],
  }),
  { httpApiStatus: 400, description: "Bad request - validation errors or duplicate contacts" },
) {}

/** 401: no API key, an unknown or a revoked one. */
export class Unauthorized extends Schema.Error<Unauthorized>("http/Unauthorized")(
  Schema.Struct(envelope(401, "Unauthorized")).annotate({ identifier: "Unauthorized", examples: [errorExamples[401]] }),
  { httpApiStatus: 401, description: "No API key, an unknown or a revoked one" },
) {}

/** 401: the host of a mounted API does not know whose request it is. */
export class NotAuthenticated extends Schema.Error<NotAuthenticated>("http/NotAuthenticated")(
  Schema.Struct(envelope(401, "Unauthorized")).annotate({
    identifier: "NotAuthenticated",
    examples: [notAuthenticatedExample],
  }),
  { httpApiStatus: 401, description: "Not authenticated" },
) {}

/** 404: an account or a contact type does not exist; `details` names every id. Nothing was stored. */
export class NotFound extends Schema.Error<NotFound>("http/NotFound")(
  Schema.Struct({ ...envelope(404, "Not Found"), ...details }).annotate({
    identifier: "NotFound",
    examples: [errorExamples[404]],
  }),
  { httpApiStatus: 404, description: "Not found - account or contact type not found" },
) {}

/** 405: the path has no such method. */
export class MethodNotAllowed extends Schema.Error<MethodNotAllowed>("http/MethodNotAllowed")(
  Schema.Struct(envelope(405, "Method Not Allowed")).annotate({
    identifier: "MethodNotAllowed",
    examples: [errorExamples[405]],
  }),
  { httpApiStatus: 405, description: "The path has no such method" },
) {}

/** 408: nothing of the body came for too long. Nothing was stored. */
export class RequestTimeout extends Schema.Error<RequestTimeout>("http/RequestTimeout")(
  Schema.Struct(envelope(408, "Request Timeout")).annotate({
    identifier: "RequestTimeout",
    examples: [errorExamples[408]],
  }),
  { httpApiStatus: 408, description: "Nothing of the body came for too long" },
) {}

/** 409: a request with this idempotency key is still under way. */
export class Conflict extends Schema.Error<Conflict>("http/Conflict")(
  Schema.Struct(envelope(409, "Conflict")).annotate({ identifier: "Conflict", examples: [errorExamples[409]] }),
  { httpApiStatus: 409, description: "A request with this Idempotency-Key is still under way; see Retry-After" },
) {}

/** 413: the body is larger than the server takes. */
export class PayloadTooLarge extends Schema.Error<PayloadTooLarge>("http/PayloadTooLarge")(
  Schema.Struct(envelope(413, "Payload Too Large")).annotate({
    identifier: "PayloadTooLarge",
    examples: [errorExamples[413]],
  }),
  { httpApiStatus: 413, description: "The body is larger than the server takes" },
) {}

/** 415: not a supported media type, character set or content encoding. */
export class UnsupportedMediaType extends Schema.Error<UnsupportedMediaType>("http/UnsupportedMediaType")(
  Schema.Struct(envelope(415, "Unsupported Media Type")).annotate({
    identifier: "UnsupportedMediaType",
    examples: [errorExamples[415]],
  }),
  { httpApiStatus: 415, description: "Not a supported media type, character set or content encoding" },
) {}

/** 422: the idempotency key was used for another request. Nothing was stored. */
export class UnprocessableEntity extends Schema.Error<UnprocessableEntity>("http/UnprocessableEntity")(
  Schema.Struct(envelope(422, "Unprocessable Entity")).annotate({
    identifier: "UnprocessableEntity",
    examples: [errorExamples[422]],
  }),
  { httpApiStatus: 422, description: "This Idempotency-Key was used for another request" },
) {}

/** 429: over the rate limit. */
export class TooManyRequests extends Schema.Error<TooManyRequests>("http/TooManyRequests")(
  Schema.Struct(envelope(429, "Too Many Requests")).annotate({
    identifier: "TooManyRequests",
    examples: [errorExamples[429]],
  }),
  { httpApiStatus: 429, description: "Over the rate limit; see Retry-After" },
) {}

/** 500: a defect, of which the answer says nothing. */
export class InternalServerError extends Schema.Error<InternalServerError>("http/InternalServerError")(
  Schema.Struct(envelope(500, "Internal Server Error")).annotate({
    identifier: "InternalServerError",
    examples: [errorExamples[500]],
  }),
  { httpApiStatus: 500, description: "Internal server error" },
) {}

/** 503: the store cannot work, or the server is busy. It can be tried again. */
export class ServiceUnavailable extends Schema.Error<ServiceUnavailable>("http/ServiceUnavailable")(
  Schema.Struct(envelope(503, "Service Unavailable")).annotate({
    identifier: "ServiceUnavailable",
    examples: [errorExamples[503]],
  }),
  { httpApiStatus: 503, description: "The database cannot be reached, or the server is busy; see Retry-After" },
) {}
