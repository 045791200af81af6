import { isCsv, type StreamMediaType } from "../api/mediaTypes.ts"

/** How many contacts were sent: `least` to `most`, as far as that can be told without reading them. */
export interface SentContacts {
  readonly least: number
  readonly most: number
}

const LF = 10
const CR = 13

const TAB = 9
const SPACE = 32
const DEL = 127

/** Counts the contacts of a stream by its lines. */
export class LineCounter implements SentContacts {
  readonly #isNdjson: boolean
  /** Lines that have a visible ASCII character, as every JSON value has. */
  #visible = 0
  /** Lines that are not blank, unless their white space is not ASCII. */
  #filled = 0
  #isVisible = false
  #isFilled = false

  constructor(mediaType: StreamMediaType) {
    this.#isNdjson = !isCsv(mediaType)
  }

  /** Each contact of NDJSON has a line of its own. CSV may have a header, notes and cells with line breaks. */
  get least(): number {
    return this.#isNdjson ? this.#visible + (this.#isVisible ? 1 : 0) : 0
  }

  get most(): number {
    return this.#filled + (this.#isFilled ? 1 : 0)
  }

  count(bytes: Uint8Array): void {
    for (const byte of bytes) this.#add(byte)
  }

  #add(byte: number): void {
    if (byte === LF || (byte === CR && !this.#isNdjson)) {
      if (this.#isVisible) this.#visible++
      if (this.#isFilled) this.#filled++
      this.#isVisible = false
      this.#isFilled = false
    } else if (byte !== SPACE && byte !== TAB && byte !== CR) {
      this.#isFilled = true
      if (byte > SPACE && byte < DEL) this.#isVisible = true
    }
  }
}
