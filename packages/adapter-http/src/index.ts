/**
 * The HTTP API and what serves it.
 *
 * @module @bulk-contacts/adapter-http
 */

export * from "./Api.ts"
export * from "./Authentication.ts"
export * from "./bulkCreateEndpoint.ts"
export { Draining } from "./draining.ts"
export * from "./errors.ts"
export * from "./HostAuthentication.ts"
export * from "./LoadShedding.ts"
export { LoadLimit } from "./loadLimit.ts"
export { openApiDocument, type Prefix } from "./mountedApi.ts"
export * from "./mountedRoutes.ts"
export * from "./RateLimiting.ts"
export { RateLimit } from "./rateLimit.ts"
export { BodyTimeout } from "./requestBody.ts"
export { routes } from "./routes.ts"
export { withoutServerSpans } from "./trace.ts"
