import { createReadStream } from "node:fs"
import { pipeline } from "node:stream"
import { createGunzip } from "node:zlib"
import { InvalidBackup } from "@bulk-contacts/adapter-pg"
import * as Predicate from "effect/Predicate"
import * as Stream from "effect/Stream"
import { CommandFailure } from "../CommandFailure.ts"

/** The lines of a backup. It can be read more than once. */
export const readBackup = (path: string): Stream.Stream<string, CommandFailure | InvalidBackup> =>
  Stream.suspend(() => {
    const file = createReadStream(path)
    const text = createGunzip()
    pipeline(file, text, () => {})
    return Stream.fromAsyncIterable<Uint8Array, CommandFailure | InvalidBackup>(text, (error) => explain(path, error))
  }).pipe(Stream.decodeText, Stream.splitLines)

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  EACCES: "permission denied",
  EISDIR: "it is a directory",
}

const explain = (path: string, error: unknown) => {
  const code = Predicate.hasProperty(error, "code") ? String(error.code) : ""
  return code.startsWith("Z_")
    ? new InvalidBackup({ problem: `${path} is damaged, or not compressed with gzip` })
    : new CommandFailure({ message: `${path}: cannot be read: ${reasons[code] ?? code}` })
}
