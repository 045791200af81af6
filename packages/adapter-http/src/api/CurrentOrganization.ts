import type { OrganizationId } from "@bulk-contacts/core"
import * as Context from "effect/Context"

/** The organization that sent the current request. */
export class CurrentOrganization extends Context.Service<CurrentOrganization, OrganizationId>()(
  "@bulk-contacts/adapter-http/CurrentOrganization",
) {}
