import type { OrganizationId } from "@bulk-contacts/core"
import { Context } from "effect"
import { HttpApiMiddleware, HttpApiSecurity, OpenApi } from "effect/http-api"
import { ServiceUnavailable, Unauthorized } from "./errors.ts"

/** Whose request it is. */
export class CurrentOrganization extends Context.Service<CurrentOrganization, OrganizationId>()(
  "@bulk-contacts/adapter-http/CurrentOrganization",
) {}

/** Lets requests with a valid `x-api-key` through, before anything else of them is looked at. */
export class Authentication extends HttpApiMiddleware.Service<Authentication, { provides: CurrentOrganization }>()(
  "@bulk-contacts/adapter-http/Authentication",
  {
    error: [Unauthorized, ServiceUnavailable],
    requiredForClient: true,
    security: {
      ApiKey: HttpApiSecurity.apiKey({ key: "x-api-key", in: "header" }).pipe(
        HttpApiSecurity.annotate(OpenApi.Description, "Enter your API key"),
      ),
    },
  },
) {}
