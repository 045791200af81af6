import * as HttpApiMiddleware from "effect/http-api/HttpApiMiddleware"
import * as HttpApiSecurity from "effect/http-api/HttpApiSecurity"
import * as OpenApi from "effect/http-api/OpenApi"
import type { CurrentOrganization } from "./CurrentOrganization.ts"
import { ServiceUnavailable, Unauthorized } from "./errors.ts"

/** Authenticates a request by its `x-api-key`, before anything else of it is read. */
export class ApiKeyAuthentication extends HttpApiMiddleware.Service<
  ApiKeyAuthentication,
  { provides: CurrentOrganization }
>()("@bulk-contacts/adapter-http/ApiKeyAuthentication", {
  error: [Unauthorized, ServiceUnavailable],
  requiredForClient: true,
  security: {
    ApiKey: HttpApiSecurity.apiKey({ key: "x-api-key", in: "header" }).pipe(
      HttpApiSecurity.annotate(OpenApi.Description, "Enter your API key"),
    ),
  },
}) {}
