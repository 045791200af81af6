import { HttpApiMiddleware } from "effect/http-api"
import type { CurrentOrganization } from "./ApiKeyAuthentication.ts"
import { NotAuthenticated, ServiceUnavailable } from "./errors.ts"

/**
 * Finds out whose request it is where the API is part of another service, in place of `Authentication`. The host provides
 * it: it runs the effect it is given with `CurrentOrganization`, or fails with `NotAuthenticated`, before anything else of
 * the request is looked at.
 */
export class HostAuthentication extends HttpApiMiddleware.Service<
  HostAuthentication,
  { provides: CurrentOrganization }
>()("@bulk-contacts/adapter-http/HostAuthentication", { error: [NotAuthenticated, ServiceUnavailable] }) {}
