import { Effect, Metric } from "effect"
import { CurrentOrganization } from "../api/ApiKeyAuthentication.ts"
import { parseIdempotencyKey } from "../api/idempotencyKey.ts"
import { readMediaType } from "../body/mediaType.ts"
import { contactsCreated, contactsSkipped } from "../observability/metrics.ts"
import { noteInLog } from "../observability/requestLog.ts"
import { bulkCreateJson } from "./bulkCreateJson.ts"
import { bulkCreateStream } from "./bulkCreateStream.ts"
import { refusals } from "./errorResponses.ts"
import { prefersRepresentation } from "./preferHeader.ts"
import { type QueryDefaults, readQueryDefaults } from "./queryDefaults.ts"

interface Parameters {
  readonly query: QueryDefaults & { readonly dryRun?: "true" | "false" }
  readonly headers: { readonly prefer?: string; readonly "idempotency-key"?: string }
}

/** Translates a request to the use case, and what comes of it to an answer. */
export const bulkCreate = Effect.fnUntraced(function* ({ query, headers }: Parameters) {
  const organizationId = yield* CurrentOrganization
  yield* noteInLog({ organizationId })
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
  yield* noteInLog({ total, created, skipped })
  if (!options.dryRun && !replayed) {
    yield* Metric.update(contactsCreated, created)
    yield* Metric.update(contactsSkipped, skipped)
  }
  return response
}, Effect.catchTags(refusals))
