import { MAX_LINE_CHARACTERS } from "../limits.ts"

/** A line of a file, each byte as one character. */
export interface ByteLine {
  /** From 1. */
  readonly number: number
  readonly text: string
  /** Whether the line is longer than `text`. */
  readonly isCut: boolean
}

const LINE_BREAK = /\r\n|\r|\n/g

/** Divides bytes into lines. Which characters they are depends on each property, so that bytes stay bytes. */
export class LineReader {
  /** The beginning of the line that is not complete. What arrives later is searched for its end, not all of it again. */
  #begun = ""
  /** A carriage return whose line feed may still be to come. */
  #return = ""
  #isCut = false
  #number = 0

  push(bytes: Uint8Array): ReadonlyArray<ByteLine> {
    const lines: Array<ByteLine> = []
    let text = this.#return + toByteText(bytes)
    this.#return = text.endsWith("\r") ? "\r" : ""
    text = text.slice(0, text.length - this.#return.length)
    let start = 0
    for (const { index, 0: lineBreak } of text.matchAll(LINE_BREAK)) {
      this.#begin(text.slice(start, index))
      lines.push(this.#end())
      start = index + lineBreak.length
    }
    this.#begin(text.slice(start))
    return lines
  }

  end(): ReadonlyArray<ByteLine> {
    return this.#begun === "" ? [] : [this.#end()]
  }

  #begin(text: string): void {
    const free = MAX_LINE_CHARACTERS - this.#begun.length
    if (text.length > free) this.#isCut = true
    if (free > 0) this.#begun += text.slice(0, free)
  }

  #end(): ByteLine {
    const line = { number: ++this.#number, text: this.#begun, isCut: this.#isCut }
    this.#begun = ""
    this.#isCut = false
    return line
  }
}

const PIECE = 8192

const toByteText = (bytes: Uint8Array): string => {
  let text = ""
  for (let i = 0; i < bytes.length; i += PIECE) text += String.fromCharCode(...bytes.subarray(i, i + PIECE))
  return text
}

export const fromByteText = (text: string): Uint8Array => {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return bytes
}
