import { BulkCreatePolicy, FairShare } from "@bulk-contacts/core"
import { Effect } from "effect"
import { HttpIncomingMessage } from "effect/http"
import { LoadLimit } from "../settings.ts"

/** The resources that all requests share. No organization holds more than half of any. */
export interface TenantShares {
  /** Requests in progress. */
  readonly requests: FairShare
  /** Bytes of JSON bodies that have arrived. */
  readonly bodies: FairShare
  /** Bytes of heap in which JSON bodies are processed. */
  readonly work: FairShare
  /** Streams in progress. */
  readonly streams: FairShare
  /** The heap that it takes to process a JSON body of so many bytes. */
  readonly heapOf: (bodyBytes: number) => number
}

/**
 * Estimates of heap, from measurements. What is parsed, normalized and sent to the store takes several times the size of a
 * body; and the shortest contacts, 8 bytes of a body each, take much more than that.
 */
const HEAP_PER_BYTE = 8
const HEAP_PER_CONTACT = 1024
const MIN_CONTACT_BYTES = 8

export const makeTenantShares = Effect.gen(function* () {
  const limit = yield* LoadLimit
  const { maxContacts } = yield* BulkCreatePolicy
  const maxBodySize = yield* HttpIncomingMessage.MaxBodySize
  const maxWaiting = limit.requests
  const heapOf = (bodyBytes: number) =>
    HEAP_PER_BYTE * bodyBytes + HEAP_PER_CONTACT * Math.min(maxContacts, Math.ceil(bodyBytes / MIN_CONTACT_BYTES))
  // Half of each must be enough for the largest body.
  const largestBody = maxBodySize === undefined ? limit.bytes / 2 : Number(maxBodySize)
  const share = (capacity: number) => new FairShare({ capacity, maxWaiting })
  return {
    requests: new FairShare({ capacity: limit.requests, maxWaiting: 0 }),
    bodies: share(Math.max(limit.bytes, 2 * largestBody)),
    work: share(2 * heapOf(largestBody)),
    streams: share(limit.streams),
    heapOf,
  } satisfies TenantShares
})
