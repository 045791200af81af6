import { Stream } from "effect"
import { isCsv, type StreamMediaType } from "../api/mediaTypes.ts"

/** How many contacts were sent: `least` to `most`, as far as that can be told without reading them. */
export interface SentContacts {
  readonly least: number
  readonly most: number
}

const LF = 10
const CR = 13

/** Counts the contacts of a stream by its lines. */
export class LineCounter implements SentContacts {
  readonly #isNdjson: boolean
  #ends = 0
  #linesWithText = 0
  #hasText = false

  constructor(mediaType: StreamMediaType) {
    this.#isNdjson = !isCsv(mediaType)
  }

  /** Each contact of NDJSON has a line of its own. CSV may have a header, notes and cells with line breaks. */
  get least(): number {
    return this.#isNdjson ? this.#linesWithText + (this.#hasText ? 1 : 0) : 0
  }

  get most(): number {
    return this.#ends + 1
  }

  count<E, R>(body: Stream.Stream<Uint8Array, E, R>): Stream.Stream<Uint8Array, E, R> {
    return Stream.map(body, (bytes) => {
      this.#add(bytes)
      return bytes
    })
  }

  #add(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (byte === LF || (byte === CR && !this.#isNdjson)) {
        this.#ends++
        if (this.#hasText) this.#linesWithText++
        this.#hasText = false
      } else if (byte > 0x20 && byte < 0x7f) {
        // Every JSON value has a visible ASCII character. A line without one may be blank.
        this.#hasText = true
      }
    }
  }
}
