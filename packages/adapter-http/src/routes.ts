import { Layer } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { PrometheusMetrics } from "effect/observability"
import { Api } from "./api/Api.ts"
import { methodsOf } from "./api/methods.ts"
import { METRICS_PATH, OPENAPI_PATH } from "./api/paths.ts"
import { docsPage } from "./docsPage.ts"
import { handlers } from "./handlers.ts"
import { closeWhileDraining } from "./middleware/draining.ts"
import { answerEverything } from "./middleware/errorEnvelope.ts"
import { apiKeyAuthentication } from "./middleware/layerApiKeyAuthentication.ts"
import { invalidParameters } from "./middleware/layerInvalidParameters.ts"
import { loadShedding } from "./middleware/layerLoadShedding.ts"
import { rateLimiting } from "./middleware/layerRateLimiting.ts"
import { requestId } from "./middleware/requestId.ts"
import { observe } from "./observability/recordRequest.ts"
import { trace } from "./observability/traceRequest.ts"

const api = HttpApiBuilder.layer(Api, { openapiPath: OPENAPI_PATH }).pipe(
  Layer.provide(handlers),
  Layer.provide([apiKeyAuthentication, invalidParameters, loadShedding, rateLimiting]),
)

const metrics = PrometheusMetrics.layerHttp({ path: METRICS_PATH })

/** The whole HTTP service on the ports of the core: the API, its OpenAPI document, its documentation and its metrics. */
export const routes =
  // Of the middleware, the first is the outermost.
  Layer.mergeAll(requestId, closeWhileDraining, trace, observe, answerEverything(methodsOf), api, docsPage, metrics)
