import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

/** A file whose parts can be read in any order. */
export interface ByteSource<E = never, R = never> {
  /** In bytes. */
  readonly size: number
  /** Reads the bytes from `start` up to `end`, which is at most `size`. */
  readonly read: (start: number, end: number) => Effect.Effect<Uint8Array, E, R>
}

/** A file that can no longer be read: it was changed, moved or removed. */
export class FileUnreadable extends Schema.TaggedError<FileUnreadable>()("FileUnreadable", {
  cause: Schema.Defect(),
}) {}

/** A file of a browser, or anything else that is a `Blob`. */
export const blobSource = (blob: Blob): ByteSource<FileUnreadable> => ({
  size: blob.size,
  read: (start, end) =>
    Effect.tryPromise({
      try: async () => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
      catch: (cause) => new FileUnreadable({ cause }),
    }),
})

/** A file that is in memory. */
export const bytesSource = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  read: (start, end) => Effect.succeed(bytes.subarray(start, end)),
})
