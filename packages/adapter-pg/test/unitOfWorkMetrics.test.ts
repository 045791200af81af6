import { UnitOfWork } from "@bulk-contacts/core"
import { assert, layer } from "@effect/vitest"
import { Deferred, Effect, Fiber } from "effect"
import { PrometheusMetrics } from "effect/observability"
import { layerPglite } from "./support/stores.ts"

const units = Effect.map(PrometheusMetrics.format(), (text) =>
  ["waiting", "in_progress"].map((state) => Number(new RegExp(`^units_of_work_${state} (\\S+)$`, "m").exec(text)?.[1])),
)

// There is one connection, so a second unit of work waits for the first.
layer(layerPglite, { excludeTestServices: true })("The metrics of units of work", (it) => {
  it.effect("count those that wait for a connection and those that have one", () =>
    Effect.gen(function* () {
      const { atomically } = yield* UnitOfWork
      const begun = yield* Deferred.make<void>()
      const goOn = yield* Deferred.make<void>()
      const first = yield* Effect.forkChild(
        atomically(Effect.andThen(Deferred.succeed(begun, undefined), Deferred.await(goOn))),
      )
      yield* Deferred.await(begun)
      const second = yield* Effect.forkChild(atomically(Effect.void))
      const third = yield* Effect.forkChild(atomically(Effect.die("a defect")))
      yield* Effect.yieldNow
      assert.deepStrictEqual(yield* units, [2, 1])

      yield* Fiber.interrupt(second)
      assert.deepStrictEqual(yield* units, [1, 1])

      yield* Deferred.succeed(goOn, undefined)
      yield* Fiber.await(first)
      yield* Fiber.await(third)
      assert.deepStrictEqual(yield* units, [0, 0])
    }),
  )
})
