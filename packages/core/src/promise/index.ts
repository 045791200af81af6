/**
 * The use case in promises, on ports that are plain async functions.
 *
 * @module @bulk-contacts/core/promise
 */

export type { JsonObject } from "../domain/Json.ts"
export type {
  BulkCreateDefaults,
  BulkCreateRequest,
  ContactFields,
  ContactInput,
} from "../request/BulkCreateRequest.ts"
export type * from "./BulkCreateAnswer.ts"
export type * from "./BulkCreateResult.ts"
export type * from "./Contact.ts"
export * from "./createBulkContacts.ts"
export type * from "./Ports.ts"
export * from "./StoreFailure.ts"
