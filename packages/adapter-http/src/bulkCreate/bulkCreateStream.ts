import {
  type BulkCreateCounts,
  type BulkCreateDefaults,
  type BulkCreateOptions,
  bulkCreateContactStream,
  type ContactOutcome,
  type OrganizationId,
  readCsv,
  readNdjson,
  type StoreFailure,
} from "@bulk-contacts/core"
import { Effect, Stream } from "effect"
import { HttpServerResponse } from "effect/http"
import type { StreamMediaType } from "../api/mediaTypes.ts"
import { bodyStream } from "../body/bodyStream.ts"
import { responseOptions } from "./responseOptions.ts"

/** Handles an NDJSON or CSV body: contacts only, with the defaults in the query. */
export const bulkCreateStream = Effect.fnUntraced(function* (
  organizationId: OrganizationId,
  mediaType: StreamMediaType,
  defaults: BulkCreateDefaults,
  options: BulkCreateOptions,
) {
  const contacts = mediaType === "text/csv" ? readCsv(bodyStream) : readNdjson(bodyStream)
  const result = yield* bulkCreateContactStream(organizationId, contacts, defaults, options)
  const { total, created, skipped, outcomes } = result
  const counts = { total, created, skipped }
  const response =
    outcomes === undefined
      ? HttpServerResponse.jsonUnsafe(counts, responseOptions(result, options, false))
      : HttpServerResponse.stream(representation(counts, outcomes), {
          ...responseOptions(result, options, true),
          contentType: "application/json",
        })
  return { result, response }
})

/** Streams the JSON of a response whose contacts may not fit into memory. */
const representation = (counts: BulkCreateCounts, outcomes: Stream.Stream<ContactOutcome, StoreFailure>) => {
  const items = Stream.mapArray(outcomes, (batch, i) => [(i > 0 ? "," : "") + JSON.stringify(batch).slice(1, -1)])
  return Stream.make(JSON.stringify({ ...counts, contacts: [] }).slice(0, -2)).pipe(
    Stream.concat(items),
    Stream.concat(Stream.make("]}")),
    Stream.encodeText,
  )
}
