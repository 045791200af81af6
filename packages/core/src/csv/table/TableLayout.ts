import type { OptionSyntax } from "../optionSyntax.ts"
import type { TextPosition } from "./sampleRows.ts"

/** How a table is laid out in its text. */
export interface TableLayout {
  readonly separator: string
  /** Undefined if the table has none. */
  readonly header: { readonly line: number; readonly cells: ReadonlyArray<string> } | undefined
  /** How many columns the table has; 0 if it is empty. */
  readonly width: number
  /** Where the first row of a contact may begin. */
  readonly body: TextPosition
}

export const ambiguousSeparator = (syntax: OptionSyntax): string =>
  `can be divided into columns by several characters: say which one (${syntax({ option: "separator", value: ";" })})`
