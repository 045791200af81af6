/**
 * The use case in promises, on ports that are plain async functions.
 *
 * @module @bulk-contacts/core/promise
 */

export type { JsonObject } from "../domain/Json.ts"
export type { ProblemCode } from "../domain/ProblemCode.ts"
export type { BulkCreateOptions } from "../request/BulkCreateOptions.ts"
export type {
  BulkCreateDefaults,
  BulkCreateRequest,
  ContactFields,
  ContactInput,
} from "../request/BulkCreateRequest.ts"
export type * from "./BulkCreateOutcome.ts"
export type * from "./BulkCreateResult.ts"
export type * from "./Contact.ts"
export type * from "./ContactsService.ts"
export * from "./makeContactsService.ts"
export type * from "./Ports.ts"
export * from "./StoreFailure.ts"
