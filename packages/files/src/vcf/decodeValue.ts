import * as Result from "effect/Result"
import { fromByteText } from "./LineReader.ts"
import type { Property } from "./Property.ts"

/** Why a value cannot be decoded. */
export type DecodeFailure = "undecodable" | "unknown charset"

/** The text of a value. `encoding` is that of properties which do not name their own. */
export const decodeValue = (
  { parameters, value }: Property,
  encoding: string,
): Result.Result<string, DecodeFailure> => {
  const transfer = parameters.get("ENCODING")?.toUpperCase()
  const bytes =
    transfer === "QUOTED-PRINTABLE"
      ? decodeQuotedPrintable(value)
      : transfer === "BASE64" || transfer === "B"
        ? decodeBase64(value)
        : fromByteText(value)
  if (bytes === undefined) return Result.fail("undecodable")
  let decoder: TextDecoder
  try {
    decoder = new TextDecoder(parameters.get("CHARSET") ?? encoding, { fatal: true })
  } catch {
    return Result.fail("unknown charset")
  }
  try {
    return Result.succeed(decoder.decode(bytes))
  } catch {
    return Result.fail("undecodable")
  }
}

/** RFC 2045 §6.7. What is not a valid escape stays as it is, as mail programs read it. */
const decodeQuotedPrintable = (text: string): Uint8Array =>
  fromByteText(text.replace(/=([\dA-Fa-f]{2})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16))))

const decodeBase64 = (text: string): Uint8Array | undefined => {
  try {
    return fromByteText(atob(text.replace(/\s/g, "")))
  } catch {
    return undefined
  }
}

/** Divides a structured value at its semicolons (RFC 6350 §3.4), and removes the escapes of its parts. */
export const componentsOf = (value: string): ReadonlyArray<string> => split(value, ";").map(textOf)

/** The text of a value: without its escapes. */
export const textOf = (value: string): string =>
  value.replace(/\\(.)/gs, (_, character: string) => (character === "n" || character === "N" ? "\n" : character))

/** Divides a value at a separator that no backslash precedes. */
const split = (value: string, separator: string): ReadonlyArray<string> => {
  const parts: Array<string> = []
  let start = 0
  for (let i = 0; i < value.length; i++) {
    if (value[i] === "\\") i++
    else if (value[i] === separator) {
      parts.push(value.slice(start, i))
      start = i + 1
    }
  }
  return [...parts, value.slice(start)]
}
