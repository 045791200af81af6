/**
 * A client of the HTTP API.
 *
 * @module @bulk-contacts/adapter-http/client
 */

export type { ErrorDetail } from "../api/schemas.ts"
export type { BulkCreateRequestBody, BulkCreateResponse } from "./BulkCreateResponse.ts"
export type { BulkCreateError, CallError } from "./CallError.ts"
export type { ContactFile } from "./ContactFile.ts"
export type {
  ContactOutcome,
  CreatedOutcome,
  DuplicateOutcome,
  ExistingOutcome,
  InvalidOutcome,
} from "./ContactOutcome.ts"
export type { ClientOptions } from "./checkClientOptions.ts"
export {
  ConnectionFailed,
  InconsistentResponse,
  RedirectRejected,
  ResponseTimeout,
  ResponseTooLarge,
  UnexpectedResponse,
} from "./clientErrors.ts"
export {
  BulkContactsClient,
  type BulkContactsClientShape,
  type BulkCreateStreamOptions,
} from "./effect/BulkContactsClient.ts"
export type { ImportCalls } from "./effect/ImportCalls.ts"
export {
  type Abortable,
  type BulkContactsPromiseClient,
  type BulkCreateCallOptions,
  createBulkContactsClient,
  type PromiseClientOptions,
  type Source,
} from "./fetch/createBulkContactsClient.ts"
export type { Import, ImportPage, ImportUndone, PageOptions } from "./Import.ts"
export {
  BadRequest,
  Conflict,
  InternalServerError,
  MethodNotAllowed,
  NotFound,
  PayloadTooLarge,
  RequestTimeout,
  type ResponseError,
  ServiceUnavailable,
  TooManyRequests,
  Unauthorized,
  UnprocessableEntity,
  UnsupportedMediaType,
} from "./responseErrors.ts"
