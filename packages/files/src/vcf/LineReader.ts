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
  /** The beginning of the line that is not complete. */
  #begun = ""
  #isCut = false
  #number = 0

  push(bytes: Uint8Array): ReadonlyArray<ByteLine> {
    const lines: Array<ByteLine> = []
    let text = this.#begun + toByteText(bytes)
    // The line feed after it may still be to come.
    const rest = text.endsWith("\r") ? "\r" : ""
    text = text.slice(0, text.length - rest.length)
    let start = 0
    for (const { index, 0: lineBreak } of text.matchAll(LINE_BREAK)) {
      lines.push(this.#end(text.slice(start, index)))
      start = index + lineBreak.length
    }
    this.#begun = text.slice(start, start + MAX_LINE_CHARACTERS) + rest
    if (text.length - start > MAX_LINE_CHARACTERS) this.#isCut = true
    return lines
  }

  end(): ReadonlyArray<ByteLine> {
    return this.#begun === "" ? [] : [this.#end(this.#begun.replace(/\r$/, ""))]
  }

  #end(text: string): ByteLine {
    const isCut = this.#isCut || text.length > MAX_LINE_CHARACTERS
    this.#isCut = false
    return { number: ++this.#number, text: text.slice(0, MAX_LINE_CHARACTERS), isCut }
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
