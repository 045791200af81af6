import { BulkCreatePolicy, FairShare } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as HttpIncomingMessage from "effect/http/HttpIncomingMessage"
import { LoadLimit, MaxJsonValues } from "../settings.ts"
import { BlockingSteps } from "./BlockingSteps.ts"
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
  readonly steps: BlockingSteps
  /** The event loop, for loops over contacts, which yield to others. */
  readonly loops: FairShare
  /** Streams in progress. */
  readonly streams: FairShare
  /** The heap that it takes to process a JSON body of so many bytes, objects and arrays. */
  readonly heapOf: (bytes: number, containers: number) => number
}

/**
 * Estimates of heap, from measurements. What is parsed, normalized and sent to the store takes several times the size of a
 * body. Objects and arrays of a few bytes take much more than that, and so do the shortest contacts.
 */
const HEAP_PER_BYTE = 12
const HEAP_PER_CONTAINER = 128
const HEAP_PER_CONTACT = 1024

/** What a contact that is a text takes in a body, in bytes. */
const BYTES_PER_CONTACT = 64

export const makeTenantShares = Effect.gen(function* () {
  const limit = yield* LoadLimit
  const { maxContacts } = yield* BulkCreatePolicy
  const maxBodySize = yield* HttpIncomingMessage.MaxBodySize
  const maxWaiting = limit.requests
  const maxValues = yield* MaxJsonValues
  const heapOf = (bytes: number, containers: number) => {
    const contacts = Math.min(maxContacts, containers + bytes / BYTES_PER_CONTACT)
    return HEAP_PER_BYTE * bytes + HEAP_PER_CONTAINER * Math.min(maxValues, containers) + HEAP_PER_CONTACT * contacts
  }
  // Half of the memory for bodies is enough for the largest one, and for others meanwhile.
  const largestBody = maxBodySize === undefined ? limit.bytes / 4 : Number(maxBodySize)
  const share = (capacity: number) => new FairShare({ capacity, maxWaiting })
  return {
    requests: new FairShare({ capacity: limit.requests, maxWaiting: 0 }),
    bodies: new BodyMemory({ capacity: Math.max(limit.bytes, 4 * largestBody), maxWaiting, largestBody }),
    // The largest body counts as the tenant's whole share.
    work: share(1.25 * heapOf(largestBody, largestBody)),
    steps: new BlockingSteps({ maxWaiting }),
    loops: share(1),
    streams: share(limit.streams),
    heapOf,
  } satisfies TenantShares
})
