import { type BulkCreatePorts, StoreFailure } from "@bulk-contacts/core"
import { Deferred, Effect, Fiber } from "effect"
import fc from "fast-check"
import { type Around, aroundPortCalls } from "./portCalls.ts"

/** Where and how a store breaks: before or after its nth call, in one of the ways in which an effect ends early. */
export interface Breakdown {
  readonly call: number
  readonly after: boolean
  readonly way: "fail" | "die" | "interrupt"
}

export const breakdown = (maxCall: number): fc.Arbitrary<Breakdown> =>
  fc.record({ call: fc.nat(maxCall), after: fc.boolean(), way: fc.constantFrom("fail", "die", "interrupt") })

/** Runs a bulk create on a store that breaks, and returns how it ended. */
export const runBroken = Effect.fnUntraced(function* <A, E, R>(
  { call, after, way }: Breakdown,
  bulkCreate: Effect.Effect<A, E, R | BulkCreatePorts>,
) {
  const broken = yield* Deferred.make<void>()
  const breakDown = Effect.suspend((): Effect.Effect<never, StoreFailure> => {
    if (way === "fail") return Effect.fail(new StoreFailure({ retryable: false, cause: "broken" }))
    if (way === "die") return Effect.die(new Error("broken"))
    return Effect.andThen(Deferred.succeed(broken, undefined), Effect.never)
  })
  let calls = 0
  const around: Around = (effect) =>
    Effect.suspend(() => {
      if (calls++ !== call) return effect
      return after ? Effect.andThen(effect, breakDown) : breakDown
    })
  const fiber = yield* bulkCreate.pipe(aroundPortCalls(around), Effect.forkChild)
  yield* Effect.raceFirst(Deferred.await(broken), Fiber.await(fiber))
  yield* Fiber.interrupt(fiber)
  return yield* Fiber.await(fiber)
})
