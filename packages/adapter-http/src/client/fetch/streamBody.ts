import { isAsyncIterable, openAsyncIterator, openIterator, requireIterable } from "@bulk-contacts/core"
import { type ContactFile, contentTypeOf, toLine } from "../ContactFile.ts"
import { ExchangeProgress } from "../ExchangeProgress.ts"
import { LineCounter } from "../SentContacts.ts"
import type { RequestBody } from "./RequestBody.ts"

/** Pieces of a body, read from the caller one at a time. */
interface Pieces {
  /** Undefined after the last one. */
  readonly next: () => Promise<Uint8Array | undefined>
  readonly close: () => void
}

/** About so many characters of NDJSON are sent at a time, if there are as many at once. */
const CHUNK = 32_768

/** Contacts from the caller as NDJSON. Those of an iterable are sent together, others as they arrive. */
export const linesOf = (source: unknown): Pieces => {
  const encoder = new TextEncoder()
  const contacts = requireIterable(source)
  if (isAsyncIterable(contacts)) {
    const { next, close } = openAsyncIterator(contacts)
    return { next: async () => mapNext(await next(), (contact) => encoder.encode(toLine(contact))), close }
  }
  const { next, close } = openIterator(contacts)
  let isDone = false
  const nextLines = () => {
    let lines = ""
    while (!isDone && lines.length < CHUNK) {
      const result = next()
      if (result.done) isDone = true
      else lines += toLine(result.value)
    }
    return lines
  }
  return {
    next: async () => {
      const lines = nextLines()
      return lines === "" ? undefined : encoder.encode(lines)
    },
    close,
  }
}

/** The bytes of a file from the caller. */
export const bytesOf = (source: unknown): Pieces => {
  const pieces = requireIterable(source)
  const { next, close } = isAsyncIterable(pieces) ? openAsyncIterator(pieces) : openIterator(pieces)
  return { next: async () => mapNext(await next(), requireBytes), close }
}

const mapNext = <A>(result: IteratorResult<unknown>, f: (value: unknown) => A): A | undefined =>
  result.done ? undefined : f(result.value)

const requireBytes = (piece: unknown): Uint8Array => {
  if (ArrayBuffer.isView(piece)) return new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength)
  throw new TypeError("`bytes` must consist of Uint8Arrays")
}

/** A body that is read from the caller while it is sent. */
export const streamBody = (
  { next, close }: Pieces,
  file: Pick<ContactFile<unknown>, "mediaType" | "csv">,
): RequestBody => {
  const progress = new ExchangeProgress()
  const sent = new LineCounter(file.mediaType)
  let failure: { readonly error: unknown } | undefined
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    try {
      progress.asked()
      const piece = await next()
      progress.answered()
      if (piece === undefined) {
        progress.sent()
        return controller.close()
      }
      sent.count(piece)
      controller.enqueue(piece)
    } catch (error) {
      failure ??= { error }
      controller.error(error)
    }
  }
  return {
    // Nothing is read from the caller before the server wants it.
    content: new ReadableStream({ pull, cancel: close }, { highWaterMark: 0 }),
    contentType: contentTypeOf(file),
    sent,
    progress,
    failure: () => failure,
    close,
  }
}
