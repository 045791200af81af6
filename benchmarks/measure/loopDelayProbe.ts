// Loaded into a server with `--import`. Measures the delay of its event loop, and reports it to the parent process.
import { monitorEventLoopDelay } from "node:perf_hooks"

/** The timer's interval. Each sample is this interval plus the delay. */
const RESOLUTION_MILLISECONDS = 10

const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MILLISECONDS })
histogram.enable()

process.on("message", (message) => {
  if (message === "reset") histogram.reset()
  if (message === "read") process.send?.({ p99: Math.max(0, histogram.percentile(99) / 1e6 - RESOLUTION_MILLISECONDS) })
})

// The channel must not keep the server alive.
process.channel?.unref()
