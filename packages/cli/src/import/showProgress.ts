import { Effect, Fiber, Schedule } from "effect"
import type { ImportProgress } from "./ImportProgress.ts"
import { progressBar, progressLine } from "./progressText.ts"

/** Shows the progress on the standard error while the work is done: a bar on a terminal, else a line now and then. */
export const showProgress =
  (name: string, progress: ImportProgress) =>
  <A, E, R>(work: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.acquireUseRelease(
      Effect.forkChild(process.stderr.isTTY ? drawBar(name, progress) : writeLines(name, progress)),
      () => work,
      (drawing) => Effect.andThen(Fiber.interrupt(drawing), clearLine),
    )

const ERASE_LINE = "\r\x1b[2K"

const clearLine = Effect.sync(() => {
  if (process.stderr.isTTY) process.stderr.write(ERASE_LINE)
})

/** Of a terminal that does not say. */
const COLUMNS = 80

const drawBar = (name: string, progress: ImportProgress) =>
  Effect.map(progress.snapshot, (snapshot) => {
    // In one write, so that the line is never seen empty.
    process.stderr.write(`${ERASE_LINE}${progressBar(name, snapshot, process.stderr.columns || COLUMNS)}`)
  }).pipe(Effect.repeat(Schedule.spaced("100 millis")))

const TENTH = 0.1
const SECONDS = 10

/** A line for each ten percent, and where these take longer, for each ten seconds. */
const writeLines = (name: string, progress: ImportProgress) => {
  let next = { fraction: TENTH, elapsed: SECONDS }
  return Effect.map(progress.snapshot, (snapshot) => {
    if (snapshot.fraction < next.fraction && snapshot.elapsed < next.elapsed) return
    next = {
      fraction: (Math.floor(snapshot.fraction / TENTH) + 1) * TENTH,
      elapsed: snapshot.elapsed + SECONDS,
    }
    process.stderr.write(`${progressLine(name, snapshot)}\n`)
  }).pipe(Effect.repeat(Schedule.spaced("100 millis")))
}
