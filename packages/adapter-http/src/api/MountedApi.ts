import { HttpRouter } from "effect/http"
import { HttpApi, HttpApiGroup, OpenApi } from "effect/http-api"
import { InvalidParameters } from "../middleware/layerInvalidParameters.ts"
import { bulkCreateEndpoint, describeOperation } from "./bulkCreateEndpoint.ts"
import { HostAuthentication } from "./HostAuthentication.ts"
import { LoadShedding } from "./LoadShedding.ts"
import { errorExamples, notAuthenticatedExample } from "./openApi/examples.ts"
import { OPENAPI_PATH } from "./paths.ts"

/** Where a host has the API: in front of its own paths. `/` is the root. */
export type Prefix = `/${string}`

const examples = { ...errorExamples, 401: notAuthenticatedExample }

// As in `Api`: the last middleware is the outermost. Rate limits are the host's, as authentication is.
const accounts = HttpApiGroup.make("accounts")
  .add(bulkCreateEndpoint.annotate(OpenApi.Transform, describeOperation(examples)))
  .middleware(InvalidParameters)
  .middleware(LoadShedding)
  .middleware(HostAuthentication)
  .annotateMerge(OpenApi.annotations({ title: "Accounts" }))

const api = HttpApi.make("bulk-contacts")
  .add(accounts)
  .annotateMerge(
    OpenApi.annotations({
      title: "bulk-contacts",
      version: "1.0.0",
      description: "The bulk creation of contacts.",
    }),
  )

/** The HTTP contract as part of another service: what is the host's own is not in it. */
export const mountedApi = (prefix: Prefix) => api.prefix(prefix)

/** The OpenAPI document of the mounted API, for hosts that serve it with theirs. */
export const openApiDocument = (prefix: Prefix): OpenApi.OpenAPISpec => OpenApi.fromApi(mountedApi(prefix))

/** Where a host that serves it has that document. */
export const openApiPath = (prefix: Prefix) => HttpRouter.prefixPath(OPENAPI_PATH, prefix) as Prefix
