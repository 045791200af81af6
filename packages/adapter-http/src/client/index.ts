/**
 * A client of the HTTP API.
 *
 * @module @bulk-contacts/adapter-http/client
 */

export {
  BadRequest,
  Conflict,
  InternalServerError,
  MethodNotAllowed,
  NotFound,
  PayloadTooLarge,
  RequestTimeout,
  ServiceUnavailable,
  TooManyRequests,
  Unauthorized,
  UnprocessableEntity,
  UnsupportedMediaType,
} from "../api/errors.ts"
export type { ErrorDetail } from "../api/schemas.ts"
export {
  BulkContactsClient,
  type BulkCreateCallOptions,
  type BulkCreateError,
  type BulkCreateRequestBody,
  type BulkCreateResponse,
  type ClientOptions,
} from "./BulkContactsClient.ts"
export { createBulkContactsClient } from "./createBulkContactsClient.ts"
