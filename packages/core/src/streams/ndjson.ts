import { Result, Stream } from "effect"
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

/**
 * Reads newline-delimited JSON in UTF-8: on each line a contact in one of the forms of `ContactInput`. Blank lines are
 * skipped. A line that is not JSON is a problem, and the lines after it are read.
 */
export const readNdjson = <E, R>(bytes: Stream.Stream<Uint8Array, E, R>): Stream.Stream<StreamedContact, E, R> =>
  Stream.mapAccumArray(
    decodeUtf8(bytes),
    () => new NdjsonReader(),
    (reader, texts) => [reader, texts.flatMap((text) => reader.read(text))],
    { onHalt: (reader) => reader.read("\n") },
  )

class NdjsonReader {
  /** The beginning of the line that is not complete yet, in the parts in which it arrived. */
  #begun: Array<string> = []
  #begunLength = 0
  /** Of the part of the line that was not kept, because the line is too long. */
  #passed: TextDigest | undefined
  #line = 0

  read(text: string): ReadonlyArray<StreamedContact> {
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
    const unreadable = (problem: Rejection) => ({ line, problem, digest: (passed ?? new TextDigest()).add(text).value })
    if (passed !== undefined || text.length > MAX_LINE_CHARACTERS) return [unreadable(lineTooLong)]
    if (text.trim() === "") return []
    const parsed = parseJson(text.endsWith("\r") ? text.slice(0, -1) : text, CONTACT_JSON, line)
    return [Result.isSuccess(parsed) ? { line, contact: parsed.success } : unreadable(parsed.failure)]
  }
}
