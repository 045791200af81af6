/**
 * The HTTP API as a handler of web-standard requests, for any server that has `Request` and `Response`.
 *
 * @module @bulk-contacts/adapter-http/web
 */

export { openApiDocument, type Prefix } from "../api/MountedApi.ts"
export type { MountOptions } from "../mountedRoutes.ts"
export { createWebHandler, type WebHandler, type WebHandlerOptions } from "./createWebHandler.ts"
export type { RequestFailure } from "./failureLogger.ts"
