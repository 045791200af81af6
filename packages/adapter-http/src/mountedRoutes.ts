import { Layer } from "effect"
import { HttpRouter } from "effect/http"
import { HttpApiBuilder } from "effect/http-api"
import { mountedApi, openApiPath, type Prefix } from "./api/MountedApi.ts"
import { bulkCreate } from "./bulkCreate/bulkCreate.ts"
import { catchDefects } from "./middleware/errorEnvelope.ts"
import { layerInvalidParameters } from "./middleware/layerInvalidParameters.ts"
import { layerLoadShedding } from "./middleware/layerLoadShedding.ts"

/** Where a host's server has the API. */
export interface MountOptions {
  /** The path in front of the API's own paths. */
  readonly prefix: Prefix
  /** Whether to serve the OpenAPI document, without authentication, at `/openapi.json` under the prefix. Default: false. */
  readonly openApi?: boolean
}

const layerDefects = HttpRouter.middleware((httpEffect) => catchDefects(httpEffect)).layer

/**
 * The API as a part of the host's `HttpRouter`, authenticated by the host's `HostAuthentication`. Health, metrics,
 * documentation, access log, traces and rate limits are left to the host. Other routes of the router are not affected.
 */
export const mountedRoutes = ({ prefix, openApi = false }: MountOptions) => {
  const api = mountedApi(prefix)
  const handlers = HttpApiBuilder.group(api, "accounts", (handlers) => handlers.handleRaw("bulkCreate", bulkCreate))
  return HttpApiBuilder.layer(api, openApi ? { openapiPath: openApiPath(prefix) } : {}).pipe(
    Layer.provide(handlers),
    Layer.provide([layerInvalidParameters, layerLoadShedding, layerDefects]),
  )
}
