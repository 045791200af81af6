import * as HttpApiMiddleware from "effect/http-api/HttpApiMiddleware"
import type { CurrentOrganization } from "./CurrentOrganization.ts"
import { ServiceUnavailable, Unauthorized } from "./errors.ts"

/**
 * Authenticates a request when the API is mounted in another service, which provides this middleware: it runs the
 * effect that it is given with `CurrentOrganization`, or fails with `Unauthorized`, before anything else of the request
 * is read.
 */
export class HostAuthentication extends HttpApiMiddleware.Service<
  HostAuthentication,
  { provides: CurrentOrganization }
>()("@bulk-contacts/adapter-http/HostAuthentication", { error: [Unauthorized, ServiceUnavailable] }) {}
