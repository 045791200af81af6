import { monitorEventLoopDelay } from "node:perf_hooks"
import { Effect, Metric, Schedule } from "effect"

/** As often as Prometheus usually asks. */
const INTERVAL = "15 seconds"

/** In milliseconds. Delays as measured include it. */
const RESOLUTION = 10

const delay = (name: string, description: string) =>
  Metric.gauge(`nodejs_eventloop_lag_${name}_seconds`, { description: `${description}, in the last 15 seconds` })
const delayP50 = delay("p50", "Half of the delays of the event loop were shorter")
const delayP99 = delay("p99", "99 % of the delays of the event loop were shorter")
const delayMax = delay("max", "The longest delay of the event loop")

const residentMemory = Metric.gauge("process_resident_memory_bytes", { description: "Resident memory of the process" })
const heapUsed = Metric.gauge("nodejs_heap_size_used_bytes", { description: "Memory that JavaScript values take" })

const histogram = Effect.acquireRelease(
  Effect.sync(() => {
    const histogram = monitorEventLoopDelay({ resolution: RESOLUTION })
    histogram.enable()
    return histogram
  }),
  (histogram) => Effect.sync(() => histogram.disable()),
)

const seconds = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - RESOLUTION) / 1000

/** Keeps the metrics of the process up to date, for as long as it runs. */
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
