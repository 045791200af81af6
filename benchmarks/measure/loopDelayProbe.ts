// Loaded into a server with `--import`: measures the delay of its event loop, and answers over the channel of its parent.
import { monitorEventLoopDelay } from "node:perf_hooks"

/** Each sample waits so long, and is late by the delay. */
const RESOLUTION_MILLISECONDS = 10

const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MILLISECONDS })
histogram.enable()

process.on("message", (message) => {
  if (message === "reset") histogram.reset()
  if (message === "read") process.send?.({ p99: Math.max(0, histogram.percentile(99) / 1e6 - RESOLUTION_MILLISECONDS) })
})

// The channel alone does not keep the server from ending.
process.channel?.unref()
