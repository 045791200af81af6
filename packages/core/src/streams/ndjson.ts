import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import { inTurn } from "../admission/LoopTurns.ts"
import { InvalidRequest } from "../domain/errors.ts"
import { CONTACT_JSON } from "../domain/limits.ts"
import type { Rejection } from "../domain/Rejection.ts"
import { TextDigest } from "../internal/TextDigest.ts"
import { parseJson } from "../request/parseJson.ts"
import type { StreamedContact } from "./StreamedContact.ts"
import { decodeUtf8 } from "./utf8.ts"

/** The most characters that a line may have, which also limits how much of a line is held in memory. */
export const MAX_LINE_CHARACTERS = 1024 * 1024

/** The problem of a line that has too many characters. */
export const lineTooLong: Rejection = {
  code: "too_long",
  message: `must be at most ${MAX_LINE_CHARACTERS} characters long`,
}

const notUtf8: Rejection = {
  code: "invalid_encoding",
  message: "has bytes that are not text in UTF-8: save the file as UTF-8",
}

/** What `decodeUtf8` makes of bytes that it cannot decode. */
const undecodable = /\p{Surrogate}/u

/**
 * Reads newline-delimited JSON in UTF-8: on each line a contact in one of the forms of `ContactInput`. Blank lines are
 * skipped. A line that is not JSON is an `UnreadableContact`, and the lines after it are read. Bytes that are not UTF-8
 * fail the stream with `InvalidRequest`, because nobody knows what they mean.
 */
export const readNdjson = <E, R>(
  bytes: Stream.Stream<Uint8Array, E, R>,
  { keepCells = false }: NdjsonListener = {},
): Stream.Stream<StreamedContact, E | InvalidRequest, R> =>
  decodeUtf8(bytes).pipe(
    // A piece may have contacts and a failure, which comes after them.
    Stream.concat(Stream.make(END, END)),
    Stream.rechunk(1),
    Stream.mapAccumArrayEffect(() => new NdjsonReader(keepCells), readPiece),
  )

/** Comes after the last piece. */
const END = null

/** Characters that are read at once; at most half as many contacts. */
const SLICE = 8 * 1024

/** If more contacts than this were read at once, other requests come next. */
const MANY = 500

/** A line of more characters than this may take milliseconds. */
const LARGE = 16 * 1024

const readPiece = Effect.fnUntraced(function* (
  reader: NdjsonReader,
  [piece]: readonly [string | typeof END, ...ReadonlyArray<string | typeof END>],
): Effect.fn.Return<readonly [NdjsonReader, ReadonlyArray<StreamedContact>], InvalidRequest> {
  const contacts: Array<StreamedContact> = []
  const text = piece ?? "\n"
  for (let start = 0, end = 0; start < text.length && reader.failure === undefined; start = end) {
    end = endOfSlice(text, start)
    const slice = text.slice(start, end)
    const isSlow = reader.begunLength > LARGE && slice.includes("\n")
    const read = isSlow ? yield* inTurn(readAlone(reader, slice)) : reader.read(slice)
    contacts.push(...read)
    if (read.length > MANY) yield* Effect.yieldNow
  }
  if (reader.failure !== undefined && contacts.length === 0) return yield* Effect.fail(reader.failure)
  return [reader, contacts] as const
})

/** Other requests come next. */
const readAlone = (reader: NdjsonReader, slice: string) =>
  Effect.tap(
    Effect.sync(() => reader.read(slice)),
    () => Effect.yieldNow,
  )

/** Not between the two halves of a character. */
const endOfSlice = (text: string, start: number): number => {
  const end = start + SLICE
  const last = text.charCodeAt(end - 1)
  return last >= 0xd800 && last < 0xdc00 ? end + 1 : end
}

/** What a caller of `readNdjson` can ask for. */
export interface NdjsonListener {
  /** Whether a line that cannot be read has its text as its only cell. Default: false. */
  readonly keepCells?: boolean
}

class NdjsonReader {
  readonly #keepsCells: boolean
  /** The beginning of the line that is not complete yet, in the parts in which it arrived. */
  #begun: Array<string> = []
  #begunLength = 0
  /** Of the part of the line that was not kept, because the line is too long. */
  #passed: TextDigest | undefined
  #line = 0
  #failure: InvalidRequest | undefined

  constructor(keepsCells: boolean) {
    this.#keepsCells = keepsCells
  }

  /** How many characters of the line that is not complete yet are held. */
  get begunLength(): number {
    return this.#begunLength
  }

  /** Why nothing more can be read. */
  get failure(): InvalidRequest | undefined {
    return this.#failure
  }

  read(text: string): ReadonlyArray<StreamedContact> {
    if (text.isWellFormed()) return this.#readLines(text)
    const contacts = this.#readLines(text.slice(0, text.search(undecodable)))
    const problems = [{ line: this.#line + 1, field: "body", ...notUtf8 }]
    this.#failure = new InvalidRequest({ problems, omitted: 0 })
    return contacts
  }

  #readLines(text: string): ReadonlyArray<StreamedContact> {
    const lines = text.split("\n")
    const begun = lines.pop() ?? ""
    const contacts = lines.flatMap((line) => this.#readLine(this.#takeBegun() + line))
    this.#begun.push(begun)
    this.#begunLength += begun.length
    if (this.#begunLength > MAX_LINE_CHARACTERS) {
      this.#passed = (this.#passed ?? new TextDigest()).add(this.#takeBegun())
    }
    return contacts
  }

  #takeBegun(): string {
    const text = this.#begun.join("")
    this.#begun = []
    this.#begunLength = 0
    return text
  }

  #readLine(text: string): ReadonlyArray<StreamedContact> {
    const line = ++this.#line
    const passed = this.#passed
    this.#passed = undefined
    const unreadable = (problem: Rejection) => ({
      line,
      problem,
      digest: (passed ?? new TextDigest()).add(text).value,
      ...(this.#keepsCells && { cells: [text.slice(0, MAX_LINE_CHARACTERS)] }),
    })
    if (passed !== undefined || text.length > MAX_LINE_CHARACTERS) return [unreadable(lineTooLong)]
    if (text.trim() === "") return []
    const parsed = parseJson(text.endsWith("\r") ? text.slice(0, -1) : text, CONTACT_JSON, { firstLine: line })
    return [Result.isSuccess(parsed) ? { line, contact: parsed.success } : unreadable(parsed.failure)]
  }
}
