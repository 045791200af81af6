import type { Result } from "effect"
import type { Rejection } from "../../domain/Rejection.ts"
import type { CheckedOptions } from "../checkOptions.ts"
import type { OptionSyntax } from "../optionSyntax.ts"
import { findHeader } from "./findHeader.ts"
import { layoutWithHeaderAt } from "./layoutWithHeaderAt.ts"
import { layoutWithoutHeader } from "./layoutWithoutHeader.ts"
import type { TextPosition } from "./sampleRows.ts"
import type { TableLayout } from "./TableLayout.ts"

const SEPARATORS = [",", ";", "\t", "|"]

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
  if (options.header === "none") return layoutWithoutHeader(text, isWhole, start, separators, options)
  if (options.header !== undefined)
    return layoutWithHeaderAt(text, isWhole, options.header, separators, options, syntax)
  return findHeader(text, isWhole, start, separators, options, syntax)
}

const MAX_SEPARATOR_LINE = 64

/** Excel's first line that names the separator. Programs that fill up rows repeat the separator after it. */
const readSeparatorLine = (text: string) => {
  const match = /^"?sep=([^"\r\n])"?\1*(?:\r\n|\r|\n)/i.exec(text.slice(0, MAX_SEPARATOR_LINE))
  if (match === null) return undefined
  const [line, separator = ""] = match
  return { separator, next: { offset: line.length, line: 2 } }
}
