import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Schedule from "effect/Schedule"
import { redrawLine } from "../terminal/terminalConsole.ts"
import type { ImportProgress } from "./ImportProgress.ts"
import { progressBar, progressLine } from "./progressText.ts"

/** Shows progress on the standard error while `work` runs: a bar on a terminal, otherwise a line from time to time. */
export const showProgress =
  (name: string, progress: ImportProgress) =>
  <A, E, R>(work: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.acquireUseRelease(
      Effect.forkChild(process.stderr.isTTY ? drawBar(name, progress) : writeLines(name, progress)),
      () => work,
      (drawing) => Effect.andThen(Fiber.interrupt(drawing), clearLine),
    )

const clearLine = Effect.sync(() => {
  if (process.stderr.isTTY) redrawLine("")
})

/** The width of a terminal that does not report one. */
const COLUMNS = 80

const drawBar = (name: string, progress: ImportProgress) =>
  Effect.map(progress.snapshot, (snapshot) => {
    redrawLine(progressBar(name, snapshot, process.stderr.columns || COLUMNS))
  }).pipe(Effect.repeat(Schedule.spaced("100 millis")))

const TENTH = 0.1
const SECONDS = 10

/** A line every ten percent, and at least one every ten seconds. */
const writeLines = (name: string, progress: ImportProgress) => {
  let next = { fraction: TENTH, elapsed: SECONDS }
  return Effect.gen(function* () {
    const snapshot = yield* progress.snapshot
    if (snapshot.fraction < next.fraction && snapshot.elapsed < next.elapsed) return
    next = {
      fraction: (Math.floor(snapshot.fraction / TENTH) + 1) * TENTH,
      elapsed: snapshot.elapsed + SECONDS,
    }
    yield* Console.error(progressLine(name, snapshot))
  }).pipe(Effect.repeat(Schedule.spaced("100 millis")))
}
