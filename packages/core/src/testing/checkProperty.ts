import { Effect } from "effect"
import fc from "fast-check"

/**
 * Tries a property that is an effect with `runs` examples, shrinks the first that fails it, and dies with that one.
 * Each example must use an organization of its own: what an earlier one stored is still there.
 */
export const checkProperty = <A, E, R>(
  arbitrary: fc.Arbitrary<A>,
  runs: number,
  property: (example: A) => Effect.Effect<unknown, E, R>,
): Effect.Effect<void, never, R> =>
  Effect.contextWith((context) =>
    Effect.promise((signal) => {
      const run = Effect.runPromiseWith<R>(context)
      const runExample = (example: A) => run(Effect.asVoid(property(example)), { signal })
      return fc.assert(fc.asyncProperty(arbitrary, runExample), { numRuns: runs })
    }),
  )
