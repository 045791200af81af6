import { setTimeout } from "node:timers/promises"
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { PrometheusMetrics } from "effect/observability"
import { TestClock } from "effect/testing"
import { processMetrics } from "../src/serve/processMetrics.ts"

const sample = (name: string) =>
  Effect.map(PrometheusMetrics.format(), (text) => Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]))

const block = (milliseconds: number) => {
  const until = performance.now() + milliseconds
  while (performance.now() < until);
}

it.effect("The metrics of the process show delays of the event loop and memory", () =>
  Effect.gen(function* () {
    yield* Effect.forkChild(processMetrics)
    yield* TestClock.adjust("15 seconds")
    // The measuring timer has to run before and after.
    yield* Effect.promise(() => setTimeout(30))
    block(100)
    yield* Effect.promise(() => setTimeout(30))
    yield* TestClock.adjust("15 seconds")
    assert.isAbove(yield* sample("nodejs_eventloop_lag_max_seconds"), 0.05)
    assert.isAtMost(
      yield* sample("nodejs_eventloop_lag_p50_seconds"),
      yield* sample("nodejs_eventloop_lag_p99_seconds"),
    )
    assert.isAbove(yield* sample("process_resident_memory_bytes"), yield* sample("nodejs_heap_size_used_bytes"))
  }),
)
