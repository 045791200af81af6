import * as Effect from "effect/Effect"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import * as OpenApi from "effect/http-api/OpenApi"
import * as Layer from "effect/Layer"
import * as PrometheusMetrics from "effect/observability/PrometheusMetrics"
import { Api } from "./api/Api.ts"
import { methodsOf, withDocuments } from "./api/methods.ts"
import { METRICS_PATH, OPENAPI_PATH } from "./api/paths.ts"
import { handlers } from "./handlers.ts"
import type { RoutesLayer } from "./layers.ts"
import { checkHost } from "./middleware/checkHost.ts"
import { checkRequests } from "./middleware/checkRequests.ts"
import { closeWhileDraining } from "./middleware/draining.ts"
import { errorEnvelope } from "./middleware/errorEnvelope.ts"
import { exactPaths } from "./middleware/exactPaths.ts"
import { layerApiKeyAuthentication } from "./middleware/layerApiKeyAuthentication.ts"
import { layerInvalidParameters } from "./middleware/layerInvalidParameters.ts"
import { layerLoadShedding } from "./middleware/layerLoadShedding.ts"
import { layerQueryParameters } from "./middleware/layerQueryParameters.ts"
import { layerRateLimiting } from "./middleware/layerRateLimiting.ts"
import { oneHost } from "./middleware/oneHost.ts"
import { requestId } from "./middleware/requestId.ts"
import { recordRequest } from "./observability/recordRequest.ts"
import { traceRequest } from "./observability/traceRequest.ts"
import { docsPage } from "./pages/docsPage.ts"
import { homePage } from "./pages/homePage.ts"
import { importPagePaths, importPageRoutes } from "./pages/importPage.ts"
import { openApiPage } from "./pages/openApiPage.ts"
import { AllowedHosts, ImportPage } from "./settings.ts"

const api = HttpApiBuilder.layer(Api).pipe(
  Layer.provide(handlers),
  Layer.provide([
    layerApiKeyAuthentication,
    layerInvalidParameters,
    layerQueryParameters,
    layerLoadShedding,
    layerRateLimiting,
  ]),
)

const importPage = Layer.unwrap(
  Effect.map(ImportPage, (page) => (page === null ? Layer.empty : importPageRoutes(page))),
)

const checks = Effect.gen(function* () {
  const page = yield* ImportPage
  const methods = page === null ? methodsOf : withDocuments(methodsOf, importPagePaths(page))
  return [oneHost, checkHost(yield* AllowedHosts), exactPaths(methods)]
})

const metrics = PrometheusMetrics.layerHttp({ path: METRICS_PATH })

/**
 * The whole HTTP service on a router: the API with API keys and rate limits, its OpenAPI document and documentation,
 * health and metrics. `RateLimit`, `LoadLimit`, `BodyTimeout`, `MinBodyRate`, `MaxJsonValues`, `AllowedHosts`, `ImportPage`, `Draining`
 * and Effect's `MaxBodySize` (default: unlimited) configure it.
 *
 * @example
 * ```ts
 * import { RateLimit, routes } from "@bulk-contacts/adapter-http"
 * import { makeMemoryStore } from "@bulk-contacts/adapter-memory"
 * import { Layer, Logger } from "effect"
 * import { HttpRouter, HttpServer } from "effect/http"
 *
 * const store = makeMemoryStore({ id: "acme", apiKeys: ["key"], contactTypes: ["CT1"], defaultContactType: "CT1" })
 * const service = routes.pipe(Layer.provideMerge(store.layer), Layer.provide(Layer.succeed(RateLimit, 600)))
 *
 * // On a socket: HttpRouter.serve(service), with NodeHttpServer.layer(createServer, { port: 8000 })
 * const quiet = service.pipe(Layer.provide(HttpServer.layerServices), Layer.provideMerge(Logger.layer([])))
 * const { handler } = HttpRouter.toWebHandler(quiet, { disableLogger: true })
 * const response = await handler(
 *   new Request("http://localhost/v1/accounts/contacts/bulk", {
 *     method: "POST",
 *     headers: { "x-api-key": "key", "content-type": "application/json" },
 *     body: JSON.stringify({ contacts: ["Ada Lovelace <ada@example.com>"] }),
 *   }),
 * )
 * console.log(await response.json()) // { total: 1, created: 1, skipped: 0 }
 * ```
 */
export const routes: RoutesLayer = Layer.mergeAll(
  // Middleware for every request, outermost first. `Api` lists what follows for requests of the API.
  requestId,
  closeWhileDraining,
  traceRequest,
  recordRequest,
  errorEnvelope,
  checkRequests(checks),
  api,
  openApiPage(OPENAPI_PATH, () => OpenApi.fromApi(Api)),
  docsPage,
  homePage,
  importPage,
  metrics,
)
