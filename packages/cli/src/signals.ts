import { constants } from "node:os"

/** npm forwards a signal that the terminal has already sent to the whole process group: one Ctrl-C arrives twice. */
const SAME_SIGNAL_MILLISECONDS = 500

export interface Signals {
  /** 128 plus the number of the first signal, as shells report it; undefined if none has arrived. */
  readonly exitCode: () => number | undefined
}

/** Ends the process on a second signal, whatever the first one is still waiting for. */
export const exitOnSecondSignal = (): Signals => {
  let first: { readonly time: number; readonly exitCode: number } | undefined
  const onSignal = (signal: NodeJS.Signals) => {
    const time = performance.now()
    const exitCode = 128 + constants.signals[signal]
    first ??= { time, exitCode }
    if (time - first.time > SAME_SIGNAL_MILLISECONDS) process.exit(exitCode)
  }
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal)
  return { exitCode: () => first?.exitCode }
}
