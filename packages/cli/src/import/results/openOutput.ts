import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as PlatformError from "effect/PlatformError"
import * as Stream from "effect/Stream"
import { CommandFailure, rejection } from "../../CommandFailure.ts"
import { cannotWrite } from "../fileErrors.ts"

/** A file that exists as a whole once it is written, or not at all. */
export interface Output {
  readonly path: string
  readonly write: <E, R>(text: Stream.Stream<string, E, R>) => Effect.Effect<void, E | CommandFailure, R>
}

/**
 * Makes sure that a file can be written to the path before there is anything to write. It replaces an earlier one, but never
 * `input`. `option` is what names the path.
 */
export const openOutput = Effect.fnUntraced(function* (option: string, path: string, input: string) {
  const fs = yield* FileSystem.FileSystem
  const existing = yield* Effect.option(fs.stat(path))
  if (existing._tag === "Some") {
    if (existing.value.type !== "File") return yield* new CommandFailure({ message: `${path}: not a file` })
    // An input that does not exist cannot be overwritten.
    const [here, there] = yield* Effect.all([
      fs.realPath(path),
      Effect.orElseSucceed(fs.realPath(input), () => ""),
    ]).pipe(Effect.mapError(cannotWrite(path)))
    if (here === there) {
      return yield* rejection(`${path}: ${option} would overwrite the file to import; choose another name`)
    }
  }
  const temporary = `${path}.${crypto.randomUUID()}.tmp`
  yield* Effect.acquireRelease(
    Effect.mapError(fs.writeFile(temporary, new Uint8Array(), { flag: "wx" }), cannotWrite(path)),
    () => Effect.ignore(fs.remove(temporary, { force: true })),
  )
  return {
    path,
    write: <E, R>(text: Stream.Stream<string, E, R>) =>
      Stream.run(Stream.encodeText(text), fs.sink(temporary)).pipe(
        Effect.andThen(fs.rename(temporary, path)),
        Effect.catchIf(PlatformError.isPlatformError, (error) => Effect.fail(cannotWrite(path)(error))),
      ) as Effect.Effect<void, E | CommandFailure, R>,
  } satisfies Output
})
