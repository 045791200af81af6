/**
 * The HTTP API and its server.
 *
 * @module @bulk-contacts/adapter-http
 */

export { Api } from "./api/Api.ts"
export { ApiKeyAuthentication } from "./api/ApiKeyAuthentication.ts"
export { CurrentOrganization } from "./api/CurrentOrganization.ts"
export type { Prefix } from "./api/checkPrefix.ts"
export {
  BadRequest,
  Conflict,
  InternalServerError,
  MethodNotAllowed,
  NotAcceptable,
  NotFound,
  PayloadTooLarge,
  RequestTimeout,
  ServiceUnavailable,
  TooManyRequests,
  Unauthorized,
  UnprocessableEntity,
  UnsupportedMediaType,
} from "./api/errors.ts"
export { HostAuthentication } from "./api/HostAuthentication.ts"
export { type OpenApiOptions, openApiDocument } from "./api/MountedApi.ts"
export type { SecurityScheme } from "./api/openApi/withSecurity.ts"
export {
  BulkCreateCustomerContactsDto,
  CustomerContactBulkResponseDto,
  CustomerContactDto,
  ErrorDetail,
} from "./api/schemas.ts"
export type { ApiServices, MountedRoutesLayer, RoutesLayer } from "./layers.ts"
export { ResponseTrailers } from "./listing/ResponseTrailers.ts"
export { type MountOptions, mountedRoutes } from "./mountedRoutes.ts"
export { layerWithoutServerSpans } from "./observability/traceRequest.ts"
export { withSettings } from "./pages/importPage.ts"
export { routes } from "./routes.ts"
export type { ImportPageFiles } from "./settings.ts"
export {
  AllowedHosts,
  BodyTimeout,
  Draining,
  ImportPage,
  LoadLimit,
  MaxJsonValues,
  MinBodyRate,
  RateLimit,
} from "./settings.ts"
