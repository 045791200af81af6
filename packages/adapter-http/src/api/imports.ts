import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as OpenApi from "effect/http-api/OpenApi"
import { ApiKeyAuthentication } from "./ApiKeyAuthentication.ts"
import { InvalidParameters } from "./InvalidParameters.ts"
import { listImportsEndpoint, undoImportEndpoint } from "./importEndpoints.ts"
import { LoadShedding } from "./LoadShedding.ts"
import { QueryParameters } from "./QueryParameters.ts"
import { RateLimiting } from "./RateLimiting.ts"

// As in `accounts`, the last middleware is the outermost.
/** The list of imports, and their undo. */
export const imports = HttpApiGroup.make("imports")
  .add(listImportsEndpoint, undoImportEndpoint)
  .middleware(InvalidParameters)
  .middleware(QueryParameters)
  .middleware(LoadShedding)
  .middleware(RateLimiting)
  .middleware(ApiKeyAuthentication)
  .annotateMerge(OpenApi.annotations({ title: "Imports", description: "Bulk creates that were given a name" }))
