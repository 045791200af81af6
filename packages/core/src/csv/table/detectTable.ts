import * as Result from "effect/Result"
import type { Rejection } from "../../domain/Rejection.ts"
import { MAX_LINE_CHARACTERS } from "../../streams/ndjson.ts"
import type { CheckedOptions } from "../checkOptions.ts"
import type { OptionSyntax } from "../optionSyntax.ts"
import { findHeader, HEADER_ROWS } from "./findHeader.ts"
import { layoutWithHeaderAt } from "./layoutWithHeaderAt.ts"
import { layoutWithoutHeader } from "./layoutWithoutHeader.ts"
import { rejectsHeader } from "./rejectsHeader.ts"
import { sampleRows, type TextPosition } from "./sampleRows.ts"
import type { TableLayout } from "./TableLayout.ts"

/** The characters that are tried. */
export const SEPARATORS = [",", ";", "\t", "|"]

const BEGINNING: TextPosition = { offset: 0, line: 1 }

/**
 * Finds out how the table in a text is laid out, as far as the options do not specify it. `text` is the beginning of
 * the table; `isWhole` says that no more text will be considered. Undefined if more text is needed.
 */
export const detectTable = (
  text: string,
  isWhole: boolean,
  options: CheckedOptions,
  syntax: OptionSyntax,
): Result.Result<TableLayout, Rejection> | undefined => {
  const separatorLine = readSeparatorLine(text)
  if (separatorLine === undefined && !isWhole && text.length < MAX_SEPARATOR_LINE) return undefined
  const start = separatorLine?.next ?? BEGINNING
  const given = options.separator ?? separatorLine?.separator
  const separators = given === undefined ? SEPARATORS : [given]
  const samples = separators.map((separator) => {
    const sample = sampleRows(text, isWhole, start, separator, HEADER_ROWS)
    return { ...sample, isBlank: sample.isBlank && text.length < MAX_LINE_CHARACTERS }
  })
  if (samples.some(({ isCut }) => isCut)) return undefined
  const rejects = samples.flatMap((sample) => rejectsHeader(sample) ?? [])[0]
  if (rejects !== undefined) return Result.succeed(rejects)
  if (options.header === "none") return Result.succeed(layoutWithoutHeader(samples, start, options))
  if (options.header !== undefined)
    return layoutWithHeaderAt(text, isWhole, options.header, separators, options, syntax)
  return findHeader(samples, start, options, syntax)
}

const MAX_SEPARATOR_LINE = 64

/** Excel's first line that names the separator. Programs that fill up rows repeat the separator after it. */
export const readSeparatorLine = (text: string) => {
  const match = /^"?sep=([^"\r\n])"?\1*(?:\r\n|\r|\n)/i.exec(text.slice(0, MAX_SEPARATOR_LINE))
  if (match === null) return undefined
  const [line, separator = ""] = match
  return { separator, next: { offset: line.length, line: 2 } }
}
