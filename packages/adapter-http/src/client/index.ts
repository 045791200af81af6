/**
 * A client of the HTTP API.
 *
 * @module @bulk-contacts/adapter-http/client
 */

export * from "../api/errors.ts"
export * from "./BulkContactsClient.ts"
export { createBulkContactsClient } from "./createBulkContactsClient.ts"
