import { createWriteStream, existsSync } from "node:fs"
import { link, open, rm } from "node:fs/promises"
import { dirname } from "node:path"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { createGzip } from "node:zlib"
import { StoreFailure } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { CommandFailure, rejection } from "../CommandFailure.ts"

/** Requests wait while the embedded database is read, so speed counts more than size. */
const LEVEL = 1

/**
 * Writes the lines to a file, compressed with gzip: completely or not at all, and never over another one. Only its owner can
 * read it.
 */
export const writeBackup = Effect.fnUntraced(function* (path: string, lines: Stream.Stream<string, StoreFailure>) {
  if (existsSync(path)) return yield* rejection(`${path}: there is a file already; choose another name`)
  const texts = Stream.map(Stream.chunks(lines), (chunk) => `${chunk.join("\n")}\n`)
  const temporary = `${path}.${crypto.randomUUID()}.tmp`
  const write = Effect.tryPromise({
    try: async (signal) => {
      const file = createWriteStream(temporary, { flags: "wx", mode: 0o600, flush: true })
      await pipeline(Readable.from(Stream.toAsyncIterable(texts)), createGzip({ level: LEVEL }), file, { signal })
      // Unlike a rename, this fails if something has appeared there meanwhile.
      await link(temporary, path)
      await syncDirectory(dirname(path))
    },
    catch: (error) => (error instanceof StoreFailure ? error : cannotWrite(path, error)),
  })
  yield* Effect.ensuring(
    write,
    Effect.promise(() => rm(temporary, { force: true })),
  )
})

const cannotWrite = (path: string, error: unknown) =>
  new CommandFailure({ message: `${path}: cannot be written: ${error instanceof Error ? error.message : error}` })

/** Windows cannot sync a directory. */
const syncDirectory = async (path: string): Promise<void> => {
  if (process.platform === "win32") return
  const directory = await open(path)
  await directory.sync().finally(() => directory.close())
}
