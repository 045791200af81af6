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
  type BulkContactsClientShape,
  type BulkCreateStreamOptions,
} from "./BulkContactsClient.ts"
export type { BulkCreateError, BulkCreateRequestBody, BulkCreateResponse } from "./BulkCreateResponse.ts"
export type { ContactFile } from "./ContactFile.ts"
export type { ClientOptions } from "./checkClientOptions.ts"
export { InconsistentResponse, RedirectRejected, ResponseTimeout, ResponseTooLarge } from "./clientErrors.ts"
export {
  type Abortable,
  type BulkContactsPromiseClient,
  type BulkCreateCallOptions,
  createBulkContactsClient,
  type PromiseClientOptions,
  type Source,
} from "./createBulkContactsClient.ts"
export type { Import, ImportCalls, ImportPage, ImportUndone, PageOptions } from "./ImportCalls.ts"
