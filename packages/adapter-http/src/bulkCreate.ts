import { Effect, Metric } from "effect"
import { CurrentOrganization } from "./Authentication.ts"
import { bulkCreateJson } from "./bulkCreateJson.ts"
import { bulkCreateStream } from "./bulkCreateStream.ts"
import { parseIdempotencyKey } from "./idempotencyKey.ts"
import { readMediaType } from "./mediaType.ts"
import { contactsCreated, contactsSkipped } from "./metrics.ts"
import { prefersRepresentation } from "./preferences.ts"
import { type QueryDefaults, readQueryDefaults } from "./queryDefaults.ts"
import { refusals } from "./refusals.ts"
import { noteInLog } from "./requestLog.ts"

interface Parameters {
  readonly query: QueryDefaults & { readonly dryRun?: "true" | "false" }
  readonly headers: { readonly prefer?: string; readonly "idempotency-key"?: string }
}

/** Translates a request to the use case, and what comes of it to an answer. */
export const bulkCreate = Effect.fnUntraced(function* ({ query, headers }: Parameters) {
  const organizationId = yield* CurrentOrganization
  yield* noteInLog({ organizationId })
  const options = { dryRun: query.dryRun === "true", outcomes: prefersRepresentation(headers.prefer) }
  const key = parseIdempotencyKey(headers["idempotency-key"])
  const defaults = readQueryDefaults(query)
  const mediaType = yield* readMediaType
  const { result, response } = yield* mediaType === "application/json"
    ? bulkCreateJson(organizationId, defaults, options, key)
    : bulkCreateStream(organizationId, mediaType, defaults, options, key)
  const { total, created, skipped, replayed } = result
  yield* noteInLog({ total, created, skipped })
  if (!options.dryRun && !replayed) {
    yield* Metric.update(contactsCreated, created)
    yield* Metric.update(contactsSkipped, skipped)
  }
  return response
}, Effect.catchTags(refusals))
