import { Layer } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { PrometheusMetrics } from "effect/observability"
import { Api } from "./Api.ts"
import { answerEverything } from "./answerEverything.ts"
import { apiKeyAuthentication } from "./apiKeyAuthentication.ts"
import { docsPage } from "./docsPage.ts"
import { closeWhileDraining } from "./draining.ts"
import { handlers } from "./handlers.ts"
import { invalidParameters } from "./invalidParameters.ts"
import { loadShedding } from "./loadLimit.ts"
import { methodsOf } from "./methods.ts"
import { observe } from "./observe.ts"
import { METRICS_PATH, OPENAPI_PATH } from "./paths.ts"
import { rateLimiting } from "./rateLimit.ts"
import { requestId } from "./requestId.ts"
import { trace } from "./trace.ts"

const api = HttpApiBuilder.layer(Api, { openapiPath: OPENAPI_PATH }).pipe(
  Layer.provide(handlers),
  Layer.provide([apiKeyAuthentication, invalidParameters, loadShedding, rateLimiting]),
)

const metrics = PrometheusMetrics.layerHttp({ path: METRICS_PATH })

/** The whole HTTP service on the ports of the core: the API, its OpenAPI document, its documentation and its metrics. */
export const routes =
  // Of the middleware, the first is the outermost.
  Layer.mergeAll(requestId, closeWhileDraining, trace, observe, answerEverything(methodsOf), api, docsPage, metrics)
