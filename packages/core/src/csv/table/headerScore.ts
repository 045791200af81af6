import { trim } from "../../domain/Text.ts"
import type { CheckedOptions } from "../checkOptions.ts"
import { looksLikeAddress } from "../columns/address.ts"
import { possibleField } from "../columns/knownNames.ts"

/** How much a row looks like a header. */
export interface HeaderScore {
  /** How many of its cells are names that are known, or that the options have. */
  readonly known: number
  /** Which of its cells name the email, from 0. */
  readonly emailColumns: ReadonlyArray<number>
}

/** Null for a row that has an address: that is a contact. */
export const scoreHeader = (
  cells: ReadonlyArray<string>,
  { map, ignore }: Pick<CheckedOptions, "map" | "ignore">,
): HeaderScore | null => {
  if (cells.some(looksLikeAddress)) return null
  const fields = cells.map((cell) => {
    const name = trim(cell)
    return map.get(name) ?? (ignore.has(name) ? "ignored" : possibleField(name))
  })
  return {
    known: fields.filter((field) => field !== undefined).length,
    emailColumns: fields.flatMap((field, i) => (field === "email" ? [i] : [])),
  }
}
