import type { DividedRow, TableOptions } from "@bulk-contacts/core"
import { FileRejected } from "../FileRejected.ts"
import { MAX_COLUMNS } from "../limits.ts"
import { notForSpeaking } from "./propertyNames.ts"
import { type CardValues, NAME_COLUMNS } from "./readCard.ts"

const [LAST_NAME, FIRST_NAME] = NAME_COLUMNS

/** The columns that a file of cards has as a table: as many of each name as the card with the most values needs. */
export class CardColumns {
  /** The number of cards. */
  cards = 0
  readonly #counts = new Map<string, number>([["EMAIL", 1]])
  #width = 1
  /** Where the columns of each name begin. */
  #starts: ReadonlyMap<string, number> | undefined

  /** Makes room for the values of a card. */
  add({ values }: CardValues): void {
    this.cards++
    this.#starts = undefined
    const counts = new Map<string, number>()
    for (const { column } of values) counts.set(column, (counts.get(column) ?? 0) + 1)
    for (const [column, count] of counts) {
      const added = count - (this.#counts.get(column) ?? 0)
      if (added <= 0) continue
      this.#counts.set(column, count)
      this.#width += added
    }
    if (this.#width > MAX_COLUMNS) {
      throw new FileRejected("too_many_values", `has cards with more than ${MAX_COLUMNS} properties of different kinds`)
    }
  }

  /** A name for each column. */
  get names(): ReadonlyArray<string> {
    return [...this.#counts].flatMap(([column, count]) => Array<string>(count).fill(column))
  }

  /** A card as a row. It ends with the last column that the card needs. */
  toRow({ line, values, problem }: CardValues): DividedRow {
    this.#starts ??= startsOf(this.#counts)
    const next = new Map<string, number>()
    const cells: Array<string> = []
    for (const { column, text } of values) {
      const at = next.get(column) ?? this.#starts.get(column) ?? 0
      next.set(column, at + 1)
      while (cells.length < at) cells.push("")
      cells[at] = text
    }
    return {
      line,
      cells,
      ...(problem !== undefined && { problem: { code: "invalid_vcard", message: problem } as const }),
    }
  }

  /** How to read the table: as the options say and, where they say nothing, as vCards mean it. */
  optionsFor({ map = {}, ignore = [], keepRest = false }: TableOptions): TableOptions {
    const isOpen = (name: string) => this.#counts.has(name) && !Object.hasOwn(map, name) && !ignore.includes(name)
    const fields = [
      ["EMAIL", "email"],
      ["TEL", "phoneNumber"],
      ["FN", "fullName"],
      [FIRST_NAME, "firstName"],
      [LAST_NAME, "lastName"],
    ] as const
    const passedOver = keepRest ? [] : [...notForSpeaking].filter(isOpen)
    return {
      header: 1,
      map: { ...Object.fromEntries(fields.filter(([name]) => isOpen(name))), ...map },
      ignore: [...ignore, ...passedOver],
      keepRest,
    }
  }
}

const startsOf = (counts: ReadonlyMap<string, number>): ReadonlyMap<string, number> => {
  const starts = new Map<string, number>()
  let start = 0
  for (const [column, count] of counts) {
    starts.set(column, start)
    start += count
  }
  return starts
}
