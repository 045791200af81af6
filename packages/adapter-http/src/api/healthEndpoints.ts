import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as OpenApi from "effect/http-api/OpenApi"
import * as Schema from "effect/Schema"
import { MethodNotAllowed, ServiceUnavailable } from "./errors.ts"

const Healthy = Schema.Struct({ status: Schema.Literal("ok") }).annotate({ identifier: "Health" })

export const liveEndpoint = HttpApiEndpoint.get("live", "/health/live", {
  success: Healthy,
  error: MethodNotAllowed,
}).annotateMerge(OpenApi.annotations({ summary: "Liveness", description: "The process is running." }))

export const readyEndpoint = HttpApiEndpoint.get("ready", "/health/ready", {
  success: Healthy,
  error: [MethodNotAllowed, ServiceUnavailable],
}).annotateMerge(
  OpenApi.annotations({
    summary: "Readiness",
    description: "The store is available and serves this release, and the server is not shutting down.",
  }),
)
