/**
 * The HTTP API as a handler of web-standard requests, for any server that has `Request` and `Response`.
 *
 * @module @bulk-contacts/adapter-http/web
 */

export type { Prefix } from "../api/checkPrefix.ts"
export { openApiDocument } from "../api/MountedApi.ts"
export type { MountOptions } from "../mountedRoutes.ts"
export { createWebHandler, type WebHandler } from "./createWebHandler.ts"
export type { RequestFailure } from "./failureLogger.ts"
export type { WebHandlerOptions } from "./WebHandlerOptions.ts"
