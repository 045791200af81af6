import { constants } from "node:os"

/** `npm` passes on what the terminal has sent to the whole group already: one Ctrl-C arrives twice. */
const SAME_SIGNAL_MILLISECONDS = 500

/** What the first signal still waits for, a second one ends at once, with the exit code by which shells name a signal. */
export const endAtOnceOnSecondSignal = (): void => {
  let first: number | null = null
  const onSignal = (signal: NodeJS.Signals) => {
    const now = performance.now()
    first ??= now
    if (now - first > SAME_SIGNAL_MILLISECONDS) process.exit(128 + constants.signals[signal])
  }
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal)
}
