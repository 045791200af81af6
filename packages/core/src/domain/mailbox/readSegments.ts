import * as Result from "effect/Result"
import { type Normalized, reject } from "../Rejection.ts"

/** Characters without white space between them. A quoted string is a word, or a part of one. */
export interface Word {
  /** As it was written, without comments. */
  readonly raw: string
  /** Without quotes and escapes. */
  readonly text: string
  readonly isQuoted: boolean
}

/** The text between two separators. */
export interface Segment {
  /** All words, or those before the first address in angle brackets. */
  readonly words: Array<Word>
  /** The text in angle brackets. */
  readonly addresses: Array<string>
  /** The words after the first address in angle brackets. */
  readonly trailing: Array<Word>
  /** The comment after everything else, the only place where programs write a name into a comment. */
  readonly comments: Array<string>
  /** What ends it; empty at the end of the text. */
  separator: string
}

/**
 * A name of 255 characters has fewer words, spaces and separators. Text with more is not read further, because a token
 * takes much longer than a character.
 */
const MAX_TOKENS = 400

const tooManyTokens = reject(
  "invalid_email",
  "has too many words or separators: send one address, and a name if you like",
)
const notClosed = reject("invalid_email", "has an unmatched quote, parenthesis or angle bracket")

/**
 * Splits text at its commas and semicolons, by the lexical rules of RFC 5322 §3.2; outside quotes, a word may have any other
 * character. Rejected if a quote, a comment or an angle bracket is not closed. Linear.
 */
export const readSegments = (text: string): Normalized<ReadonlyArray<Segment>> => {
  const reader = new SegmentReader(text)
  for (let tokens = 0; reader.at < text.length; tokens++) {
    if (tokens === MAX_TOKENS) return tooManyTokens
    if (!reader.readNext()) return notClosed
  }
  return Result.succeed(reader.end())
}

class SegmentReader {
  at = 0
  readonly #text: string
  readonly #segments: Array<Segment> = []
  #segment = emptySegment()
  #word: Word | null = null
  /** Whether a comment stands between the word and what comes next. */
  #isAfterComment = false
  /** Line breaks are left in the words, where they are rejected. */
  readonly #space = /[^\S\n\v\f\r\u2028\u2029]+/y
  readonly #plain = /(?:[^\s"(),;<=>]|[\n\v\f\r\u2028\u2029])+|=/y
  readonly #encodedWord = /=\?[^?\s]+\?[bq]\?[^?\s]*\?=/iy
  readonly #quoted = /"[^"\\]*(?:\\.[^"\\]*)*"/sy
  readonly #unquoted = /[^"()<>]+/y

  constructor(text: string) {
    this.#text = text
  }

  /** Reads one token; false if something is not closed. */
  readNext(): boolean {
    const start = this.at
    switch (this.#text[start]) {
      case '"':
        return this.#skip(this.#quoted) && this.#addToWord(this.#slice(start), true)
      case "(":
        return this.#skipComment() && this.#addComment(this.#slice(start))
      case "<":
        return this.#readAddress()
      case ",":
      case ";":
        this.at++
        return this.#endSegment(this.#slice(start))
      default:
        if (this.#skip(this.#space)) return this.#endWord()
        return (this.#skip(this.#encodedWord) || this.#skip(this.#plain)) && this.#addToWord(this.#slice(start), false)
    }
  }

  end(): ReadonlyArray<Segment> {
    this.#endSegment("")
    return this.#segments
  }

  #slice(start: number): string {
    return this.#text.slice(start, this.at)
  }

  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.at
    if (!pattern.test(this.#text)) return false
    this.at = pattern.lastIndex
    return true
  }

  /** Comments can be nested. */
  #skipComment(): boolean {
    let depth = 0
    for (; this.at < this.#text.length; this.at++) {
      const character = this.#text[this.at]
      if (character === "\\") this.at++
      else if (character === "(") depth++
      else if (character === ")" && --depth === 0) {
        this.at++
        return true
      }
    }
    return false
  }

  #addToWord(raw: string, isQuoted: boolean): true {
    const text = isQuoted ? removeEscapes(raw.slice(1, -1)) : raw
    // Around a dot or an @, a comment is a part of the address: `ada(work)@example.com`.
    if (this.#isAfterComment && !/^[.@]/.test(raw) && !/[.@]$/.test(this.#word?.raw ?? "")) this.#endWord()
    this.#isAfterComment = false
    this.#segment.comments.length = 0
    const begun = this.#word
    this.#word =
      begun === null
        ? { raw, text, isQuoted }
        : { raw: begun.raw + raw, text: begun.text + text, isQuoted: begun.isQuoted || isQuoted }
    return true
  }

  #addComment(raw: string): true {
    this.#segment.comments.push(removeEscapes(raw.slice(1, -1)))
    this.#isAfterComment = true
    return true
  }

  /** An address may have a quoted local part, and comments, which are left out. */
  #readAddress(): boolean {
    this.at++
    let address = ""
    while (this.#text[this.at] !== ">") {
      const start = this.at
      if (this.#text[start] === "(") {
        if (!this.#skipComment()) return false
      } else if (this.#skip(this.#quoted) || this.#skip(this.#unquoted)) {
        address += this.#slice(start)
      } else return false
    }
    this.at++
    this.#endWord()
    this.#segment.comments.length = 0
    this.#segment.addresses.push(address)
    return true
  }

  #endWord(): true {
    const { addresses, words, trailing } = this.#segment
    if (this.#word !== null) (addresses.length === 0 ? words : trailing).push(this.#word)
    this.#word = null
    this.#isAfterComment = false
    return true
  }

  #endSegment(separator: string): true {
    this.#endWord()
    this.#segment.separator = separator
    this.#segments.push(this.#segment)
    this.#segment = emptySegment()
    return true
  }
}

const emptySegment = (): Segment => ({ words: [], addresses: [], trailing: [], comments: [], separator: "" })

const removeEscapes = (text: string): string => (text.includes("\\") ? text.replace(/\\(.)/gsu, "$1") : text)
