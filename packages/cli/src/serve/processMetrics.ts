import { monitorEventLoopDelay } from "node:perf_hooks"
import * as Effect from "effect/Effect"
import * as Metric from "effect/Metric"
import * as Schedule from "effect/Schedule"

/** The usual scrape interval of Prometheus. */
const INTERVAL = "15 seconds"

/** In milliseconds. Measured delays include it. */
const RESOLUTION = 10

const delay = (name: string, description: string) =>
  Metric.gauge(`nodejs_eventloop_lag_${name}_seconds`, { description: `${description}, in the last 15 seconds` })
const delayP50 = delay("p50", "Median delay of the event loop")
const delayP99 = delay("p99", "99th percentile of the delay of the event loop")
const delayMax = delay("max", "Longest delay of the event loop")

const residentMemory = Metric.gauge("process_resident_memory_bytes", { description: "Resident memory of the process" })
const heapUsed = Metric.gauge("nodejs_heap_size_used_bytes", { description: "Memory used by JavaScript objects" })

const histogram = Effect.acquireRelease(
  Effect.sync(() => {
    const histogram = monitorEventLoopDelay({ resolution: RESOLUTION })
    histogram.enable()
    return histogram
  }),
  (histogram) => Effect.sync(() => histogram.disable()),
)

const seconds = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - RESOLUTION) / 1000

/** Updates the metrics of the process until interrupted. */
export const processMetrics = Effect.scoped(
  Effect.gen(function* () {
    const delays = yield* histogram
    const update = Effect.gen(function* () {
      yield* Metric.update(delayP50, seconds(delays.percentile(50)))
      yield* Metric.update(delayP99, seconds(delays.percentile(99)))
      yield* Metric.update(delayMax, seconds(delays.max))
      delays.reset()
      const { rss, heapUsed: used } = process.memoryUsage()
      yield* Metric.update(residentMemory, rss)
      yield* Metric.update(heapUsed, used)
    })
    yield* Effect.repeat(update, Schedule.spaced(INTERVAL))
  }),
)
