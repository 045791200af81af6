import * as Result from "effect/Result"
import { type Rejection, reject } from "../../domain/Rejection.ts"
import type { OptionSyntax } from "../optionSyntax.ts"
import { BlockDecoder } from "./BlockDecoder.ts"
import { whyNotCsv } from "./notCsv.ts"

const marks: ReadonlyArray<{ readonly encoding: string; readonly bytes: ReadonlyArray<number> }> = [
  { encoding: "utf-8", bytes: [0xef, 0xbb, 0xbf] },
  { encoding: "utf-16le", bytes: [0xff, 0xfe] },
  { encoding: "utf-16be", bytes: [0xfe, 0xff] },
]

/** A text whose encoding is known. */
export interface OpenedText {
  readonly decoder: BlockDecoder
  /** What the encoding was taken from. */
  readonly encodedBy: "mark" | "option" | "default"
  /** The first block of the text, without its byte order mark. */
  readonly bytes: Uint8Array
}

/** Decides the encoding of a text: that of its byte order mark, otherwise the given one, otherwise UTF-8. */
export const openDecoder = (
  block: Uint8Array,
  given: string | undefined,
  syntax: OptionSyntax,
): Result.Result<OpenedText, Rejection> => {
  const notCsv = whyNotCsv(block)
  if (notCsv !== undefined) return Result.fail(notCsv)
  const mark = marks.find(({ bytes }) => bytes.every((byte, i) => block[i] === byte))
  if (mark !== undefined) {
    const bytes = block.subarray(mark.bytes.length)
    return Result.succeed({ decoder: new BlockDecoder(mark.encoding), encodedBy: "mark", bytes })
  }
  if (given !== undefined) {
    return Result.succeed({ decoder: new BlockDecoder(given), encodedBy: "option", bytes: block })
  }
  const utf16 = unmarkedUtf16(block)
  if (utf16 !== undefined) {
    const option = syntax({ option: "encoding", value: utf16 })
    return reject("invalid_encoding", `is in UTF-16 without a byte order mark: say so (${option})`)
  }
  return Result.succeed({ decoder: new BlockDecoder("utf-8"), encodedBy: "default", bytes: block })
}

/** In UTF-16, every other byte of ASCII text is 0, and headers nearly always begin with ASCII. */
const unmarkedUtf16 = ([a, b, c, d]: Uint8Array): string | undefined => {
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return "utf-16le"
  if (a === 0 && b !== 0 && c === 0 && d !== 0) return "utf-16be"
  return undefined
}

/** Why bytes cannot be decoded, and what to do. */
export const undecodable = ({ decoder, encodedBy }: OpenedText, syntax: OptionSyntax): Rejection => {
  const message = `has bytes that are not text in ${decoder.encoding.toUpperCase()}`
  const save = "save the file as CSV UTF-8"
  const option = syntax({ option: "encoding", value: "windows-1252" })
  return {
    code: "invalid_encoding",
    message:
      decoder.encoding === "utf-8" && encodedBy !== "mark"
        ? `${message}: say which encoding it has (Excel in Western Europe: ${option}), or ${save}`
        : `${message}: ${save}`,
  }
}
