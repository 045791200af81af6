import type { ContactOutcome } from "@bulk-contacts/core"
import * as Stream from "effect/Stream"

/**
 * Streams the JSON of a response with the outcome of each contact. It is rendered no faster than the client reads, and
 * what the request holds of shared resources is given back when all of it has been sent.
 */
export const representation = <E>(counts: object, outcomes: Stream.Stream<ContactOutcome, E>) => {
  const items = Stream.mapArray(outcomes, (batch, i) => [(i > 0 ? "," : "") + JSON.stringify(batch).slice(1, -1)])
  return Stream.make(JSON.stringify({ ...counts, contacts: [] }).slice(0, -2)).pipe(
    Stream.concat(items),
    Stream.concat(Stream.make("]}")),
    Stream.encodeText,
  )
}
