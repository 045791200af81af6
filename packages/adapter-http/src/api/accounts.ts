import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as OpenApi from "effect/http-api/OpenApi"
import { ApiKeyAuthentication } from "./ApiKeyAuthentication.ts"
import { bulkCreateEndpoint } from "./bulkCreateEndpoint.ts"
import { InvalidParameters } from "./InvalidParameters.ts"
import { LoadShedding } from "./LoadShedding.ts"
import { QueryParameters } from "./QueryParameters.ts"
import { RateLimiting } from "./RateLimiting.ts"

// Middleware applies only to endpoints added before it, so it comes last. The last one is the outermost.
/** The bulk create. */
export const accounts = HttpApiGroup.make("accounts")
  .add(bulkCreateEndpoint)
  .middleware(InvalidParameters)
  .middleware(QueryParameters)
  .middleware(LoadShedding)
  .middleware(RateLimiting)
  .middleware(ApiKeyAuthentication)
  .annotateMerge(OpenApi.annotations({ title: "Accounts", description: "Contacts of the accounts of an organization" }))
