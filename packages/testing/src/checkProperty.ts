import { Effect } from "effect"
import fc from "fast-check"
import { explain } from "./RecordedCalls.ts"

/**
 * Checks a property that is an effect with `runs` examples. Shrinks the first that fails, and dies with it. Each example
 * must use its own organization, because the data of earlier examples is still there.
 */
export const checkProperty = <A, E, R>(
  arbitrary: fc.Arbitrary<A>,
  runs: number,
  property: (example: A) => Effect.Effect<unknown, E, R>,
): Effect.Effect<void, never, R> =>
  Effect.contextWith((context) =>
    Effect.promise((signal) => {
      const run = Effect.runPromiseWith<R>(context)
      const runExample = (example: A) => run(explain(Effect.asVoid(property(example))), { signal })
      return fc.assert(fc.asyncProperty(arbitrary, runExample), { numRuns: runs })
    }),
  )
