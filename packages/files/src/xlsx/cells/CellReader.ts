import type { DividedRow } from "@bulk-contacts/core"
import { FileRejected } from "../../FileRejected.ts"
import { MAX_CELL_CHARACTERS } from "../../limits.ts"
import { formatValue } from "./formatValue.ts"
import { unescapeText } from "./TextCollector.ts"

/** Why a cell cannot be used. */
export type CellProblem = NonNullable<DividedRow["problems"]> extends ReadonlyMap<number, infer P> ? P : never

/** A cell as it is stored. */
export interface StoredCell {
  /** `B7`. */
  readonly reference: string
  /** `n` for numbers, `s` for shared strings, … (ECMA-376, part 1, 18.18.11). */
  readonly type: string
  readonly style: number
  readonly hasFormula: boolean
  readonly value: string
  /** The text of a cell that holds its own. */
  readonly inlineText: string
}

/** What a cell shows. */
export interface ShownCell {
  readonly text: string
  readonly problem?: CellProblem
}

/** What cells refer to. */
export interface CellContext {
  readonly sharedStrings: ReadonlyArray<string>
  /** The length of all of them. */
  readonly sharedCharacters: number
  /** The number formats, by the numbers of the styles. */
  readonly formats: ReadonlyArray<string>
  readonly hasDatesFrom1904: boolean
}

/** The text that a cell shows. A formula shows the value that was stored with it. */
export const readCell = (cell: StoredCell, context: CellContext): ShownCell => {
  const shown = readValue(cell, context)
  return shown.text.length <= MAX_CELL_CHARACTERS
    ? shown
    : {
        text: shown.text.slice(0, MAX_CELL_CHARACTERS),
        problem: {
          code: "too_long",
          message: `has more than ${MAX_CELL_CHARACTERS} characters in cell ${cell.reference}`,
        },
      }
}

const readValue = (
  { reference, type, style, hasFormula, value, inlineText }: StoredCell,
  context: CellContext,
): ShownCell => {
  const show = (content: number | string): ShownCell => {
    const text = formatValue(content, context.formats[style] ?? "General", context.hasDatesFrom1904)
    return text === null ? cannotShow(reference, String(content)) : { text }
  }
  switch (type) {
    case "s": {
      const text = value === "" ? "" : context.sharedStrings[Number(value)]
      if (text === undefined)
        throw new FileRejected("invalid_file", `is damaged: cell ${reference} has a text that does not exist`)
      return text === "" ? { text } : show(text)
    }
    case "inlineStr":
      return inlineText === "" ? { text: "" } : show(inlineText)
    case "str":
      return value === "" ? { text: "" } : show(unescapeText(value))
    case "b":
      return { text: value === "" ? "" : value === "1" || value === "true" ? "TRUE" : "FALSE" }
    case "e":
      return showsError(reference, value)
    case "d":
      return { text: value.replace(/T00:00:00(?:\.0+)?Z?$/, "") }
    default: {
      // The result of a formula may be an empty text, but that is stored as one (`str`).
      if (value === "") return hasFormula ? notCalculated(reference) : { text: "" }
      const number = Number(value)
      return Number.isFinite(number) ? show(number) : cannotShow(reference, value)
    }
  }
}

const showsError = (reference: string, value: string): ShownCell => ({
  text: value,
  problem: {
    code: "cell_error",
    message: `shows ${value} in cell ${reference}: correct its formula, or empty the cell`,
  },
})

/** What libraries write that do not calculate. */
const notCalculated = (reference: string): ShownCell => ({
  text: "=",
  problem: {
    code: "cell_error",
    message: `has a formula without its result in cell ${reference}: open the workbook in a spreadsheet program and save it`,
  },
})

const cannotShow = (reference: string, value: string): ShownCell => ({
  text: value,
  problem: {
    code: "cell_error",
    message: `has the number ${value.slice(0, 40)} in cell ${reference}, whose format cannot be read: choose another format`,
  },
})
