/**
 * The HTTP API as a web-standard handler, for any server that knows `Request` and `Response`.
 *
 * @module @bulk-contacts/adapter-http/web
 */

export { openApiDocument, type Prefix } from "../api/MountedApi.ts"
export * from "./createWebHandler.ts"
export type { RequestFailure } from "./failureLogger.ts"
