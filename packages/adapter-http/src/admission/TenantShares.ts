import { BulkCreatePolicy, FairShare } from "@bulk-contacts/core"
import { Effect } from "effect"
import { HttpIncomingMessage } from "effect/http"
import { LoadLimit } from "../settings.ts"
import { BodyMemory } from "./BodyMemory.ts"

/** The resources that all requests share. No organization holds more than half of any. */
export interface TenantShares {
  /** Requests in progress. */
  readonly requests: FairShare
  /** Bytes of JSON bodies that have arrived. */
  readonly bodies: BodyMemory
  /** Bytes of heap in which JSON bodies are processed. */
  readonly work: FairShare
  /** The event loop, for steps that block it. */
  readonly loop: FairShare
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
  // Half of each must be enough for the largest body; and half of the memory for bodies also for others meanwhile.
  const largestBody = maxBodySize === undefined ? limit.bytes / 4 : Number(maxBodySize)
  const share = (capacity: number) => new FairShare({ capacity, maxWaiting })
  return {
    requests: new FairShare({ capacity: limit.requests, maxWaiting: 0 }),
    bodies: new BodyMemory({ capacity: Math.max(limit.bytes, 4 * largestBody), maxWaiting, largestBody }),
    work: share(2 * heapOf(largestBody)),
    loop: share(1),
    streams: share(limit.streams),
    heapOf,
  } satisfies TenantShares
})
