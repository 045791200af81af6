import * as HttpApiMiddleware from "effect/http-api/HttpApiMiddleware"
import type { CurrentOrganization } from "./CurrentOrganization.ts"
import { ServiceUnavailable } from "./errors.ts"

/** Rejects requests immediately when the server, or the organization, is at its load limit. */
export class LoadShedding extends HttpApiMiddleware.Service<LoadShedding, { requires: CurrentOrganization }>()(
  "@bulk-contacts/adapter-http/LoadShedding",
  { error: ServiceUnavailable },
) {}
