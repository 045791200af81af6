import { Layer } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { PrometheusMetrics } from "effect/observability"
import { Api } from "./api/Api.ts"
import { methodsOf } from "./api/methods.ts"
import { METRICS_PATH, OPENAPI_PATH } from "./api/paths.ts"
import { docsPage } from "./docsPage.ts"
import { handlers } from "./handlers.ts"
import { closeWhileDraining } from "./middleware/draining.ts"
import { errorEnvelope } from "./middleware/errorEnvelope.ts"
import { layerApiKeyAuthentication } from "./middleware/layerApiKeyAuthentication.ts"
import { layerInvalidParameters } from "./middleware/layerInvalidParameters.ts"
import { layerLoadShedding } from "./middleware/layerLoadShedding.ts"
import { layerRateLimiting } from "./middleware/layerRateLimiting.ts"
import { requestId } from "./middleware/requestId.ts"
import { recordRequest } from "./observability/recordRequest.ts"
import { traceRequest } from "./observability/traceRequest.ts"

const api = HttpApiBuilder.layer(Api, { openapiPath: OPENAPI_PATH }).pipe(
  Layer.provide(handlers),
  Layer.provide([layerApiKeyAuthentication, layerInvalidParameters, layerLoadShedding, layerRateLimiting]),
)

const metrics = PrometheusMetrics.layerHttp({ path: METRICS_PATH })

/**
 * The whole HTTP service: the API, its OpenAPI document, its documentation, health and metrics. Serve it with
 * `HttpRouter.serve` on a socket, or with `HttpRouter.toWebHandler` without one.
 *
 * @example
 * ```ts
 * import { routes } from "@bulk-contacts/adapter-http"
 * import { makeMemoryStore } from "@bulk-contacts/adapter-memory"
 * import { Layer, Logger } from "effect"
 * import { HttpRouter, HttpServer } from "effect/http"
 *
 * const store = makeMemoryStore({ id: "acme", apiKeys: ["secret"], contactTypes: ["Lead"], defaultContactType: "Lead" })
 * const app = routes.pipe(Layer.provideMerge([store.layer, HttpServer.layerServices, Logger.layer([])]))
 * const server = HttpRouter.toWebHandler(app, { disableLogger: true })
 *
 * const response = await server.handler(
 *   new Request("http://localhost/v1/accounts/contacts/bulk", {
 *     method: "POST",
 *     headers: { "x-api-key": "secret", "content-type": "application/json" },
 *     body: JSON.stringify({ contacts: ["Ada Lovelace <ada@example.com>"] }),
 *   }),
 * )
 * console.log(response.status, await response.json()) // 201 { total: 1, created: 1, skipped: 0 }
 * await server.dispose()
 * ```
 */
export const routes = Layer.mergeAll(
  // Middleware for every request, outermost first. `Api` lists what follows for requests of the API.
  requestId,
  closeWhileDraining,
  traceRequest,
  recordRequest,
  errorEnvelope(methodsOf),
  api,
  docsPage,
  metrics,
)
