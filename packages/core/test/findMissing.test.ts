import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as fc from "fast-check"
import { findMissing, MAX_LOOKUP } from "../src/bulkCreate/findMissing.ts"

const idsUpTo = (count: number) => Array.from({ length: count }, (_, i) => i)

/** Looks ids up of which every third exists, and records what the port is asked for. */
const lookUp = (ids: ReadonlyArray<number>) => {
  const asked: Array<ReadonlyArray<number>> = []
  const missing = findMissing(ids, (some) =>
    Effect.sync(() => {
      asked.push(some)
      return some.filter((id) => id % 3 !== 0)
    }),
  )
  return Effect.map(missing, (found) => ({ found, asked }))
}

describe("findMissing", () => {
  it.effect("finds what one lookup would find, and asks for each id once, and for at most 10,000 at a time", () =>
    Effect.promise(() =>
      fc.assert(
        fc.asyncProperty(fc.integer({ min: 0, max: 3 * MAX_LOOKUP + 1 }), async (count) => {
          const ids = idsUpTo(count)
          const { found, asked } = await Effect.runPromise(lookUp(ids))
          assert.deepStrictEqual(
            found,
            ids.filter((id) => id % 3 !== 0),
          )
          assert.deepStrictEqual(asked.flat(), ids)
          assert.isTrue(asked.every(({ length }) => length > 0 && length <= 10_000))
          assert.lengthOf(asked, Math.ceil(count / MAX_LOOKUP))
        }),
        { numRuns: 10, examples: [[0], [1], [MAX_LOOKUP], [MAX_LOOKUP + 1]] },
      ),
    ),
  )

  it.effect("gives others a turn between two lookups", () =>
    Effect.gen(function* () {
      let turns = 0
      const takeTurn = Effect.sync(() => turns++)
      yield* Effect.forkChild(Effect.forever(Effect.andThen(Effect.yieldNow, takeTurn)))
      yield* lookUp(idsUpTo(10 * MAX_LOOKUP))
      assert.isAtLeast(turns, 3)
    }),
  )
})
