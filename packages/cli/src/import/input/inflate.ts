import { createReadStream, createWriteStream } from "node:fs"
import { Transform } from "node:stream"
import { pipeline } from "node:stream/promises"
import { createGunzip } from "node:zlib"
import * as Effect from "effect/Effect"
import { CommandFailure, rejection } from "../../CommandFailure.ts"
import type { FoundFile } from "./readFile.ts"

/** The most that a compressed file may have once it is inflated: it is kept on the disk while it is imported. */
const MAX_BYTES = 16 * 1024 ** 3

/** How many times larger than the compressed file that may be, once it has `RATIO_FROM` bytes. */
const MAX_RATIO = 300
const RATIO_FROM = 16 * 1024 ** 2

/** Inflates a gzip file into a new file, which only this user can read. */
export const inflate = ({ path, name, size }: FoundFile, target: string): Effect.Effect<void, CommandFailure> =>
  Effect.tryPromise({
    try: (signal) =>
      pipeline(
        createReadStream(path),
        createGunzip(),
        limitTo(Math.min(MAX_BYTES, Math.max(RATIO_FROM, MAX_RATIO * size))),
        createWriteStream(target, { mode: 0o600, flags: "wx" }),
        { signal },
      ),
    catch: (error) => {
      if (error instanceof TooLarge) {
        return rejection(`${name}: inflates to more than 16 GiB, or ${MAX_RATIO} times its size: inflate it yourself`)
      }
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
