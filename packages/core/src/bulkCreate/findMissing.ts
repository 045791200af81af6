import * as Effect from "effect/Effect"

/** The most ids that a port is asked for at once. A longer list would block the event loop, and take much memory. */
export const MAX_LOOKUP = 10_000

/**
 * Finds those of any number of distinct ids that do not exist, in the order given. `missing` is asked for at most
 * `MAX_LOOKUP` of them at a time, and not at all for none.
 */
export const findMissing = <Id, E, R>(
  ids: ReadonlyArray<Id>,
  missing: (ids: ReadonlyArray<Id>) => Effect.Effect<ReadonlyArray<Id>, E, R>,
): Effect.Effect<ReadonlyArray<Id>, E, R> => {
  if (ids.length === 0) return none
  return ids.length <= MAX_LOOKUP ? missing(ids) : findInBatches(ids, missing)
}

const none = Effect.succeed([])

const findInBatches = Effect.fnUntraced(function* <Id, E, R>(
  ids: ReadonlyArray<Id>,
  missing: (ids: ReadonlyArray<Id>) => Effect.Effect<ReadonlyArray<Id>, E, R>,
): Effect.fn.Return<ReadonlyArray<Id>, E, R> {
  const all: Array<Id> = []
  for (let start = 0; start < ids.length; start += MAX_LOOKUP) {
    for (const id of yield* missing(ids.slice(start, start + MAX_LOOKUP))) all.push(id)
    // A store in memory does not wait for anything.
    yield* Effect.yieldNow
  }
  return all
})
