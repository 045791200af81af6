import * as Result from "effect/Result"

/** Bytes that are not text in the encoding, and the text before them. */
export interface Undecodable {
  readonly before: string
}

/** Decodes the blocks of one text, without its byte order mark, and stops at the first bytes that cannot be decoded. */
export class BlockDecoder {
  /** The name that the Encoding Standard gives it, in lower case. */
  readonly encoding: string
  readonly #decoder: TextDecoder
  /** The beginning of a character that continues in the next block. */
  #begun = new Uint8Array()

  /** Throws a RangeError if the platform does not know the encoding. */
  constructor(label: string) {
    this.#decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true })
    this.encoding = this.#decoder.encoding
  }

  decode(block: Uint8Array, isLast: boolean): Result.Result<string, Undecodable> {
    const bytes = this.#begun.length === 0 ? block : concat(this.#begun, block)
    const end = isLast ? bytes.length : completeLength(bytes, this.encoding)
    this.#begun = bytes.slice(end)
    const complete = bytes.subarray(0, end)
    try {
      return Result.succeed(this.#decoder.decode(complete, { stream: !isLast }))
    } catch {
      return Result.fail({ before: decodablePart(complete, this.encoding) })
    }
  }
}

/**
 * How many of the bytes come before a character that is not complete. Only for encodings whose decoders keep no state.
 */
const completeLength = (bytes: Uint8Array, encoding: string): number => {
  if (encoding === "utf-8") return completeUtf8Length(bytes)
  if (encoding !== "utf-16le" && encoding !== "utf-16be") return bytes.length
  const even = bytes.length - (bytes.length % 2)
  const highByte = bytes[encoding === "utf-16le" ? even - 1 : even - 2] ?? 0
  const isHighSurrogate = highByte >= 0xd8 && highByte <= 0xdb
  return isHighSurrogate ? even - 2 : even
}

const completeUtf8Length = (bytes: Uint8Array): number => {
  for (let start = bytes.length - 1; start >= Math.max(0, bytes.length - 3); start--) {
    const byte = bytes[start] ?? 0
    const isContinuation = byte >= 0x80 && byte < 0xc0
    if (!isContinuation) return start + utf8Length(byte) > bytes.length ? start : bytes.length
  }
  return bytes.length
}

const utf8Length = (firstByte: number): number =>
  firstByte < 0xc0 ? 1 : firstByte < 0xe0 ? 2 : firstByte < 0xf0 ? 3 : 4

/** The text before the first bytes that cannot be decoded, found by binary search. */
const decodablePart = (bytes: Uint8Array, encoding: string): string => {
  let decoded = ""
  let start = 0
  let end = bytes.length
  while (end - start > 1) {
    const middle = (start + end) >> 1
    const text = decodePrefix(bytes.subarray(0, middle), encoding)
    if (text === undefined) end = middle
    else {
      start = middle
      decoded = text
    }
  }
  return decoded
}

const decodePrefix = (bytes: Uint8Array, encoding: string): string | undefined => {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true })
  } catch {
    return undefined
  }
}

const concat = (a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> => {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}
