export * from "../errors.ts"
export * from "./BulkContactsClient.ts"
export { createBulkContactsClient } from "./createBulkContactsClient.ts"
