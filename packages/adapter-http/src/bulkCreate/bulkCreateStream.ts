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
import { requestBody } from "../body/bodyStream.ts"
import type { MediaType } from "../body/mediaType.ts"
import { answerOptions } from "./responseOptions.ts"

/** A bulk create of which the body has a contact on each line, and the query the rest. */
export const bulkCreateStream = Effect.fnUntraced(function* (
  organizationId: OrganizationId,
  mediaType: Exclude<MediaType, "application/json">,
  defaults: BulkCreateDefaults,
  options: BulkCreateOptions,
) {
  const contacts = mediaType === "text/csv" ? readCsv(requestBody) : readNdjson(requestBody)
  const result = yield* bulkCreateContactStream(organizationId, contacts, defaults, options)
  const { total, created, skipped, outcomes } = result
  const counts = { total, created, skipped }
  const response =
    outcomes === undefined
      ? HttpServerResponse.jsonUnsafe(counts, answerOptions(result, options, false))
      : HttpServerResponse.stream(representation(counts, outcomes), {
          ...answerOptions(result, options, true),
          contentType: "application/json",
        })
  return { result, response }
})

/** The JSON of an answer that has more contacts than memory may hold. */
const representation = (counts: BulkCreateCounts, outcomes: Stream.Stream<ContactOutcome, StoreFailure>) => {
  const items = Stream.mapArray(outcomes, (batch, i) => [(i > 0 ? "," : "") + JSON.stringify(batch).slice(1, -1)])
  return Stream.make(JSON.stringify({ ...counts, contacts: [] }).slice(0, -2)).pipe(
    Stream.concat(items),
    Stream.concat(Stream.make("]}")),
    Stream.encodeText,
  )
}
