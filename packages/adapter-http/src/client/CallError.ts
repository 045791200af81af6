import type * as HttpClientError from "effect/http/HttpClientError"
import type * as Schema from "effect/Schema"
import type {
  ConnectionFailed,
  InconsistentResponse,
  RedirectRejected,
  ResponseTimeout,
  ResponseTooLarge,
  UnexpectedResponse,
} from "./clientErrors.ts"
import type { ResponseError } from "./responseErrors.ts"

/** A response that the client does not accept. */
type RejectedResponse = RedirectRejected | ResponseTooLarge | ResponseTimeout | InconsistentResponse

/**
 * Why a call of `BulkContactsClient` failed: an error response of the server, whose class has the name of its status; an
 * `HttpClientError` if there was no response or not one of this API; a `SchemaError` if the request or the response does
 * not match the contract; or an error of the client about a response that it does not accept.
 */
export type BulkCreateError = ResponseError | RejectedResponse | HttpClientError.HttpClientError | Schema.SchemaError

/**
 * What a promise of the client rejects with: an error response of the server, whose class has the name of its status; a
 * `ConnectionFailed` if there was no response; an `UnexpectedResponse` if it is not one of this API; or an error of the
 * client about a response that it does not accept. `_tag` tells the client's own errors apart.
 */
export type CallError = ResponseError | RejectedResponse | ConnectionFailed | UnexpectedResponse
