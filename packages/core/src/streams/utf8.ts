import * as Stream from "effect/Stream"

/** Decodes UTF-8, without a byte order mark. Invalid bytes become a lone surrogate, which valid ones never do. */
export const decodeUtf8 = <E, R>(bytes: Stream.Stream<Uint8Array, E, R>): Stream.Stream<string, E, R> =>
  Stream.mapAccumArray(
    bytes,
    () => new Utf8Decoder(),
    (decoder, pieces) => [decoder, pieces.map((piece) => decoder.decode(piece))],
    { onHalt: (decoder) => [decoder.end()] },
  )

const LONE_SURROGATE = "\uD800"
const REPLACEMENT = /\uFFFD/g
const BYTE_ORDER_MARK = "\uFEFF"

class Utf8Decoder {
  readonly #strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })
  readonly #lenient = new TextDecoder("utf-8", { ignoreBOM: true })
  /** The beginning of a character whose end comes with the next piece. */
  #begun = new Uint8Array()
  #isFirst = true

  decode(piece: Uint8Array): string {
    const bytes = this.#begun.length === 0 ? piece : concat(this.#begun, piece)
    const end = lengthOfWhole(bytes)
    this.#begun = bytes.slice(end)
    return this.#withoutMark(this.#text(bytes.subarray(0, end)))
  }

  end(): string {
    return this.#text(this.#begun)
  }

  #text(bytes: Uint8Array): string {
    try {
      return this.#strict.decode(bytes)
    } catch {
      return this.#lenient.decode(bytes).replace(REPLACEMENT, LONE_SURROGATE)
    }
  }

  #withoutMark(text: string): string {
    if (!this.#isFirst || text === "") return text
    this.#isFirst = false
    return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text
  }
}

/** How many of the bytes come before a character whose end has not arrived yet. */
const lengthOfWhole = (bytes: Uint8Array): number => {
  for (let start = bytes.length - 1; start >= Math.max(0, bytes.length - 3); start--) {
    const byte = bytes[start] ?? 0
    const isContinuation = byte >= 0x80 && byte < 0xc0
    if (!isContinuation) return start + lengthOfCharacter(byte) > bytes.length ? start : bytes.length
  }
  return bytes.length
}

const lengthOfCharacter = (firstByte: number): number =>
  firstByte < 0xc0 ? 1 : firstByte < 0xe0 ? 2 : firstByte < 0xf0 ? 3 : 4

const concat = (a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> => {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}
