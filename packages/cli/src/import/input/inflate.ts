import { createReadStream, createWriteStream } from "node:fs"
import { Transform } from "node:stream"
import { pipeline } from "node:stream/promises"
import { createGunzip } from "node:zlib"
import * as Effect from "effect/Effect"
import { CommandFailure, rejection } from "../../CommandFailure.ts"
import type { FoundFile } from "./readFile.ts"

/** The most that a compressed file may have once it is inflated: it is kept on the disk while it is imported. */
const MAX_BYTES = 16 * 1024 ** 3

/** Inflates a gzip file into a new file, which only this user can read. */
export const inflate = ({ path, name }: FoundFile, target: string): Effect.Effect<void, CommandFailure> =>
  Effect.tryPromise({
    try: (signal) =>
      pipeline(
        createReadStream(path),
        createGunzip(),
        limitTo(MAX_BYTES),
        createWriteStream(target, { mode: 0o600, flags: "wx" }),
        { signal },
      ),
    catch: (error) => {
      if (error instanceof TooLarge) return rejection(`${name}: has more than 16 GiB once it is inflated`)
      const { code = "", message } = error as NodeJS.ErrnoException
      return code.startsWith("Z_")
        ? rejection(`${name}: cannot be inflated (${message}): compress it again`)
        : new CommandFailure({ message: `${name}: cannot be inflated: ${message}` })
    },
  })

class TooLarge extends Error {}

const limitTo = (maxBytes: number): Transform => {
  let size = 0
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      size += piece.length
      if (size > maxBytes) done(new TooLarge())
      else done(null, piece)
    },
  })
}
