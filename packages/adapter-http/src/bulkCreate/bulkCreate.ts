import { Effect, Metric } from "effect"
import { CurrentOrganization } from "../api/CurrentOrganization.ts"
import { parseIdempotencyKey } from "../api/idempotencyKey.ts"
import { inflateBody } from "../body/contentEncoding.ts"
import { readMediaType } from "../body/mediaType.ts"
import { contactsCreated, contactsSkipped } from "../observability/metrics.ts"
import { annotateRequestLog } from "../observability/requestLog.ts"
import { bulkCreateJson } from "./bulkCreateJson.ts"
import { bulkCreateStream } from "./bulkCreateStream.ts"
import { errorResponses } from "./errorResponses.ts"
import { prefersRepresentation } from "./preferHeader.ts"
import { type QueryDefaults, readQueryDefaults } from "./queryDefaults.ts"

interface Parameters {
  readonly query: QueryDefaults & { readonly dryRun?: "true" | "false" }
  readonly headers: { readonly prefer?: string; readonly "idempotency-key"?: string }
}

/** Runs the use case for a request, and turns its result or error into a response. */
export const bulkCreate = Effect.fnUntraced(
  function* ({ query, headers }: Parameters) {
    const organizationId = yield* CurrentOrganization
    yield* annotateRequestLog({ organizationId })
    const idempotencyKey = parseIdempotencyKey(headers["idempotency-key"])
    const options = {
      dryRun: query.dryRun === "true",
      outcomes: prefersRepresentation(headers.prefer),
      ...(idempotencyKey !== undefined && { idempotencyKey }),
    }
    const defaults = readQueryDefaults(query)
    const mediaType = yield* readMediaType
    const { result, response } = yield* mediaType === "application/json"
      ? bulkCreateJson(organizationId, defaults, options)
      : bulkCreateStream(organizationId, mediaType, defaults, options)
    const { total, created, skipped, replayed } = result
    yield* annotateRequestLog({ total, created, skipped })
    if (!options.dryRun && !replayed) {
      yield* Metric.update(contactsCreated, created)
      yield* Metric.update(contactsSkipped, skipped)
    }
    return response
  },
  Effect.catchTags(errorResponses),
  inflateBody,
)
