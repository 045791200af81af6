import * as Stream from "effect/Stream"
import { weigh } from "../internal/weigh.ts"
import type { StreamedContact } from "./StreamedContact.ts"

/** The most contacts that are in memory at a time and are sent to the store together. */
const MAX_CONTACTS = 500

/** The memory from which on a batch is complete, in bytes, roughly. 500 usual contacts take half of it. */
const MAX_WEIGHT = 512 * 1024

/**
 * Groups contacts in batches for which there is enough memory. The batches depend on the contacts alone, not on how they
 * arrive: fingerprints are made from them.
 */
export const inBatches = <E, R>(
  contacts: Stream.Stream<StreamedContact, E, R>,
): Stream.Stream<ReadonlyArray<StreamedContact>, E, R> =>
  Stream.mapAccumArray(
    contacts,
    () => new Batcher(),
    (batcher, items) => [batcher, batcher.add(items)],
    { onHalt: (batcher) => batcher.rest },
  )

class Batcher {
  #items: Array<StreamedContact> = []
  #weight = 0

  /** Adds items, and returns the batches that are complete. */
  add(items: ReadonlyArray<StreamedContact>): ReadonlyArray<ReadonlyArray<StreamedContact>> {
    const complete: Array<ReadonlyArray<StreamedContact>> = []
    for (const item of items) {
      this.#items.push(item)
      this.#weight += weigh(["contact" in item ? item.contact : "", item.cells], MAX_WEIGHT - this.#weight)
      if (this.#items.length < MAX_CONTACTS && this.#weight < MAX_WEIGHT) continue
      complete.push(this.#items)
      this.#items = []
      this.#weight = 0
    }
    return complete
  }

  get rest(): ReadonlyArray<ReadonlyArray<StreamedContact>> {
    return this.#items.length === 0 ? [] : [this.#items]
  }
}
