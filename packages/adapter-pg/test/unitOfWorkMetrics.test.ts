import { PostgresStore } from "@bulk-contacts/adapter-pg"
import { UnitOfWork } from "@bulk-contacts/core"
import { migratedDatabase } from "@bulk-contacts/test-support/databases"
import { assert, layer } from "@effect/vitest"
import { Deferred, Effect, Fiber, Layer, Metric, Redacted } from "effect"
import { PrometheusMetrics } from "effect/observability"

const units = Effect.map(PrometheusMetrics.format(), (text) =>
  ["waiting", "in_progress"].map((state) => Number(new RegExp(`^units_of_work_${state} (\\S+)$`, "m").exec(text)?.[1])),
)

/** One connection, so that a second unit of work waits for the first; and metrics that nothing else counts in. */
const layerStore = Layer.merge(
  Layer.unwrap(
    Effect.map(migratedDatabase, (url) => PostgresStore.layer({ url: Redacted.make(url), maxConnections: 1 })),
  ),
  Layer.sync(Metric.MetricRegistry, () => new Map()),
)

layer(layerStore, { excludeTestServices: true })("The metrics of units of work", (it) => {
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
