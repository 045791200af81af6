import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { envelope, HttpError } from "./HttpError.ts"
import { errorExamples } from "./openApi/examples.ts"
import { ErrorDetail } from "./schemas.ts"

const details = {
  details: Schema.optionalKey(Schema.Array(ErrorDetail).annotate({ description: "The problems, at most 100" })),
  omitted: Schema.optionalKey(Schema.Natural.annotate({ description: "Number of further problems not listed" })),
}

/** 400: the list is empty, or something is invalid; `details` lists the problems. Nothing was stored. */
export class BadRequest extends HttpError.extend<BadRequest>("BadRequest")(
  ...envelope(errorExamples[400], "Bad request - validation errors or duplicate contacts", details),
) {}

const NOT_AUTHENTICATED = "Not authenticated"
const [unauthorized, describesUnauthorized] = envelope({ statusCode: 401, error: "Unauthorized" }, NOT_AUTHENTICATED)

/**
 * 401: the API key is missing, unknown or revoked, or the host of a mounted API does not know the caller. The default
 * message is `Not authenticated`.
 */
export class Unauthorized extends HttpError.extend<Unauthorized>("Unauthorized")(
  { ...unauthorized, message: Schema.String.pipe(Schema.withConstructorDefault(Effect.succeed(NOT_AUTHENTICATED))) },
  describesUnauthorized,
) {}

/** 404: an account or a contact type does not exist; `details` names every missing id. Nothing was stored. */
export class NotFound extends HttpError.extend<NotFound>("NotFound")(
  ...envelope(errorExamples[404], "Not found - account or contact type not found", details),
) {}

/** 405: the path does not support the method. */
export class MethodNotAllowed extends HttpError.extend<MethodNotAllowed>("MethodNotAllowed")(
  ...envelope(errorExamples[405], "The path does not support the method"),
) {}

/** 406: the response is not available in a media type that the request accepts. */
export class NotAcceptable extends HttpError.extend<NotAcceptable>("NotAcceptable")(
  ...envelope(errorExamples[406], "No media type that the request accepts is supported"),
) {}

/** 408: no bytes of the body arrived for too long. Nothing was stored. */
export class RequestTimeout extends HttpError.extend<RequestTimeout>("RequestTimeout")(
  ...envelope(errorExamples[408], "The body did not arrive in time"),
) {}

/** 409: a request with this idempotency key is in progress. */
export class Conflict extends HttpError.extend<Conflict>("Conflict")(
  ...envelope(errorExamples[409], "A request with this Idempotency-Key is in progress"),
) {}

/**
 * 413: a JSON body exceeds the size limit, or a stream inflates too much or exceeds the memory of a store that keeps it
 * there. Nothing was stored.
 */
export class PayloadTooLarge extends HttpError.extend<PayloadTooLarge>("PayloadTooLarge")(
  ...envelope(
    errorExamples[413],
    "The body exceeds the size limit, inflates too much, or exceeds the memory of a store that keeps contacts there",
  ),
) {}

/** 415: the media type, the charset or the content encoding is not supported. */
export class UnsupportedMediaType extends HttpError.extend<UnsupportedMediaType>("UnsupportedMediaType")(
  ...envelope(errorExamples[415], "Unsupported media type, charset or content encoding"),
) {}

/** 422: the idempotency key was used for a different request. Nothing was stored. */
export class UnprocessableEntity extends HttpError.extend<UnprocessableEntity>("UnprocessableEntity")(
  ...envelope(errorExamples[422], "This Idempotency-Key was used for a different request"),
) {}

/** 429: the API key has exceeded its rate limit. */
export class TooManyRequests extends HttpError.extend<TooManyRequests>("TooManyRequests")(
  ...envelope(errorExamples[429], "Rate limit exceeded"),
) {}

/** 500: a defect. The response says nothing about its cause, which is logged. */
export class InternalServerError extends HttpError.extend<InternalServerError>("InternalServerError")(
  ...envelope(errorExamples[500], "Internal server error"),
) {}

/** 503: the store is unavailable, or the server is overloaded. Retrying may help. */
export class ServiceUnavailable extends HttpError.extend<ServiceUnavailable>("ServiceUnavailable")(
  ...envelope(errorExamples[503], "The database is unavailable, or the server is overloaded"),
) {}
