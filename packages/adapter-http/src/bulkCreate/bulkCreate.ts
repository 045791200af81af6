import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import { CurrentOrganization } from "../api/CurrentOrganization.ts"
import { parseIdempotencyKey } from "../api/idempotencyKey.ts"
import { isCsv } from "../api/mediaTypes.ts"
import { inflateBody } from "../body/contentEncoding.ts"
import { readContentType } from "../body/mediaType.ts"
import { countContacts } from "../observability/metrics.ts"
import { RequestLog } from "../observability/requestLog.ts"
import { bulkCreateJson } from "./bulkCreateJson.ts"
import { bulkCreateStream } from "./bulkCreateStream.ts"
import { type CsvQuery, givenCsvParameters, readCsvQuery } from "./csvQuery.ts"
import { errorResponses } from "./errorResponses.ts"
import { readPreference } from "./preferHeader.ts"
import { type QueryDefaults, readQueryDefaults, rejectParameters } from "./queryDefaults.ts"

interface Parameters {
  readonly query: QueryDefaults &
    CsvQuery & { readonly dryRun?: "true" | "false"; readonly defaultCountry?: string; readonly import?: string }
  readonly headers: { readonly prefer?: string; readonly "idempotency-key"?: string }
}

/** Runs the use case for a request, and turns its result or error into a response. */
export const bulkCreate = Effect.fnUntraced(
  function* ({ query, headers }: Parameters) {
    const context = yield* Effect.context<CurrentOrganization | HttpServerRequest.HttpServerRequest>()
    const organizationId = Context.get(context, CurrentOrganization)
    const log = Object.assign(Context.get(context, RequestLog), { organizationId })
    const idempotencyKey = parseIdempotencyKey(headers["idempotency-key"])
    const options = {
      dryRun: query.dryRun === "true",
      outcomes: readPreference(headers.prefer, "return") === "representation",
      lenient: readPreference(headers.prefer, "handling") === "lenient",
      ...(query.defaultCountry && { defaultCountry: query.defaultCountry }),
      ...(idempotencyKey !== undefined && { idempotencyKey }),
      // An empty name is rejected, because the caller relies on the import.
      ...(query.import !== undefined && { import: query.import }),
    }
    const defaults = readQueryDefaults(query)
    const contentType = yield* readContentType(Context.get(context, HttpServerRequest.HttpServerRequest))
    if (!isCsv(contentType.mediaType)) yield* rejectParameters(givenCsvParameters(query), "applies to CSV only")
    const csv = yield* readCsvQuery(query, contentType)
    const { result, response } = yield* contentType.mediaType === "application/json"
      ? bulkCreateJson(organizationId, defaults, options)
      : bulkCreateStream(organizationId, contentType.mediaType, csv, defaults, options)
    const { total, created, skipped, invalid, replayed, importId } = result
    Object.assign(log, {
      total,
      created,
      skipped,
      ...(invalid !== undefined && { invalid }),
      ...(importId !== undefined && { importId }),
    })
    if (!options.dryRun && !replayed) countContacts(result, context)
    return response
  },
  Effect.catchTags(errorResponses),
  inflateBody,
)
