/**
 * The HTTP API and what serves it.
 *
 * @module @bulk-contacts/adapter-http
 */

export * from "./api/Api.ts"
export * from "./api/ApiKeyAuthentication.ts"
export * from "./api/bulkCreateEndpoint.ts"
export * from "./api/errors.ts"
export * from "./api/HostAuthentication.ts"
export * from "./api/LoadShedding.ts"
export { openApiDocument, type Prefix } from "./api/MountedApi.ts"
export * from "./api/RateLimiting.ts"
export { BodyTimeout } from "./body/bodyStream.ts"
export { Draining } from "./middleware/draining.ts"
export { LoadLimit } from "./middleware/layerLoadShedding.ts"
export { RateLimit } from "./middleware/layerRateLimiting.ts"
export * from "./mountedRoutes.ts"
export { withoutServerSpans } from "./observability/traceRequest.ts"
export { routes } from "./routes.ts"
