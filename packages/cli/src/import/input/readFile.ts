import * as ByteSize from "effect/ByteSize"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Option from "effect/Option"
import * as Path from "effect/Path"
import * as Stream from "effect/Stream"
import { CommandFailure } from "../../CommandFailure.ts"
import { cannotRead } from "../fileErrors.ts"

/** A file as it was when it was opened. */
export interface FoundFile {
  readonly path: string
  readonly name: string
  /** In bytes. */
  readonly size: number
  /** Differs once somebody has written to the file, or has put another one in its place. */
  readonly revision: string
}

/** Finds a regular file. */
export const findFile = Effect.fnUntraced(function* (
  path: string,
): Effect.fn.Return<FoundFile, CommandFailure, FileSystem.FileSystem | Path.Path> {
  const fs = yield* FileSystem.FileSystem
  const { basename } = yield* Path.Path
  const { type, size, mtime, ino } = yield* Effect.mapError(fs.stat(path), cannotRead(path))
  if (type !== "File") return yield* new CommandFailure({ message: `${path}: not a file` })
  const modified = Option.map(mtime, (date) => date.getTime())
  return {
    path,
    name: basename(path),
    size: Number(size),
    revision: [size, Option.getOrNull(modified), Option.getOrNull(ino)].join(),
  }
})

interface Range {
  /** Where to begin, in bytes. */
  readonly offset?: number
  /** How many bytes to read at most. */
  readonly bytesToRead?: number
}

/**
 * Reads a file. Fails at the end if the file has changed since it was found: what was read may be half of two versions.
 */
export const readFile = ({ path, revision }: FoundFile, { offset = 0, bytesToRead }: Range = {}) =>
  Stream.unwrap(
    Effect.map(FileSystem.FileSystem, (fs) =>
      fs.stream(path, {
        offset: ByteSize.bytes(offset),
        ...(bytesToRead !== undefined && { bytesToRead: ByteSize.bytes(bytesToRead) }),
      }),
    ),
  ).pipe(Stream.mapError(cannotRead(path)), Stream.concat(Stream.fromEffectDrain(requireUnchanged({ path, revision }))))

/** Reads the bytes of a file from `start` up to `end`. */
export const readRange = (file: FoundFile) => (start: number, end: number) =>
  Effect.map(Stream.runCollect(readFile(file, { offset: start, bytesToRead: end - start })), (pieces) =>
    pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces),
  )

/** Fails if the file has changed since it was found. */
export const requireUnchanged = Effect.fnUntraced(function* ({ path, revision }: Pick<FoundFile, "path" | "revision">) {
  const now = yield* findFile(path)
  if (now.revision !== revision) {
    return yield* new CommandFailure({ message: `${path}: changed while it was read; nothing was stored. Try again` })
  }
})
