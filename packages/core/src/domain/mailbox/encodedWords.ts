import * as Result from "effect/Result"
import { type Normalized, reject } from "../Rejection.ts"

/** An encoded word (RFC 2047 §2), with the language of RFC 2231 §5. */
const encodedWord = /=\?([^?*\s]+)(?:\*[^?\s]*)?\?([bq])\?([^?\s]*)\?=/gi

const undecodable = reject(
  "invalid_encoding",
  "must not have an encoded word (RFC 2047) that cannot be decoded: send the name as plain text",
)

/** Decodes the encoded words of a text, in any character set that the platform supports. Linear. */
export const decodeEncodedWords = (text: string): Normalized<string> => {
  if (!text.includes("=?")) return Result.succeed(text)
  const decoded: Array<string> = []
  let run: { readonly charset: string; readonly bytes: Array<number> } | null = null
  let end = 0
  try {
    for (const { 0: word, 1: charset = "", 2: encoding = "", 3: content = "", index } of text.matchAll(encodedWord)) {
      const between = text.slice(end, index)
      // White space between encoded words is not shown (§6.2); a character may be split over two of them.
      const isAdjacent = end > 0 && between.trim() === ""
      if (run !== null && !(isAdjacent && run.charset === charset)) {
        decoded.push(decode(run))
        run = null
      }
      if (!isAdjacent) decoded.push(between)
      run ??= { charset, bytes: [] }
      for (const byte of encoding.toLowerCase() === "b" ? base64Bytes(content) : quotedBytes(content))
        run.bytes.push(byte)
      end = index + word.length
    }
    if (run !== null) decoded.push(decode(run))
  } catch {
    return undecodable
  }
  return Result.succeed(decoded.join("") + text.slice(end))
}

const decode = ({ charset, bytes }: { readonly charset: string; readonly bytes: ReadonlyArray<number> }): string =>
  new TextDecoder(charset, { fatal: true }).decode(new Uint8Array(bytes))

const base64Bytes = (content: string): ReadonlyArray<number> => Array.from(atob(content), (byte) => byte.charCodeAt(0))

/** Throws if the content is not what RFC 2047 §4.2 calls Q. */
const quotedBytes = (content: string): ReadonlyArray<number> =>
  Array.from(content.matchAll(/=([\da-f]{2})|([!-<>-~])|./gisu), ([, hex, character]) => {
    if (hex !== undefined) return Number.parseInt(hex, 16)
    if (character === undefined) throw new TypeError("Not Q-encoded")
    return character === "_" ? 0x20 : character.charCodeAt(0)
  })
