import { Layer } from "effect"
import { HttpRouter } from "effect/http"
import { HttpApiBuilder } from "effect/http-api"
import { mountedApi, openApiPath, type Prefix } from "./api/MountedApi.ts"
import { inflateBody } from "./body/contentEncoding.ts"
import { bulkCreate } from "./bulkCreate/bulkCreate.ts"
import { answerCrashes } from "./middleware/errorEnvelope.ts"
import { invalidParameters } from "./middleware/layerInvalidParameters.ts"
import { loadShedding } from "./middleware/layerLoadShedding.ts"

/** Where in a host's server the API is. */
export interface MountOptions {
  /** What stands in front of the API's own paths. */
  readonly prefix: Prefix
  /** Whether its OpenAPI document is at `/openapi.json` below the prefix, for everybody. */
  readonly openApi?: boolean
}

const crashes = HttpRouter.middleware((httpEffect) => answerCrashes(httpEffect)).layer

/**
 * The API as a part of the router of a host that uses Effect, authenticated by the host's `HostAuthentication`. Health,
 * metrics, documentation, access log and traces are the host's; other routes of the router are not touched.
 */
export const mountedRoutes = ({ prefix, openApi = false }: MountOptions) => {
  const api = mountedApi(prefix)
  const handlers = HttpApiBuilder.group(api, "accounts", (handlers) =>
    handlers.handleRaw("bulkCreate", (parameters) => inflateBody(bulkCreate(parameters))),
  )
  return HttpApiBuilder.layer(api, openApi ? { openapiPath: openApiPath(prefix) } : {}).pipe(
    Layer.provide(handlers),
    Layer.provide([invalidParameters, loadShedding, crashes]),
  )
}
