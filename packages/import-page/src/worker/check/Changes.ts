import type { DividedRow } from "@bulk-contacts/core"
import type { Change } from "../../protocol.ts"

type CellChange = Extract<Change, { readonly kind: "empty" | "replace" | "cell" }>

/** The changes of a person, in their order, ready to be applied to rows. */
export class Changes {
  /** Apply to every row. */
  readonly #everywhere: Array<readonly [order: number, change: CellChange]> = []
  readonly #byRow = new Map<number, Array<readonly [order: number, change: CellChange]>>()
  readonly #leftOut = new Set<number>()

  constructor(changes: ReadonlyArray<Change>) {
    for (const [order, change] of changes.entries()) this.#add(order, change)
  }

  isLeftOut(row: number): boolean {
    return this.#leftOut.has(row)
  }

  /** The row with the changes; the same object if there are none. */
  apply(row: number, divided: DividedRow): DividedRow {
    const own = this.#byRow.get(row)
    if (own === undefined && this.#everywhere.length === 0) return divided
    const changes = own === undefined ? this.#everywhere : [...this.#everywhere, ...own].sort((a, b) => a[0] - b[0])
    const cells = [...divided.cells]
    const changed = new Set<number>()
    for (const [, change] of changes) {
      const { column } = change
      if (change.kind === "replace" && (cells[column] ?? "") !== change.from) continue
      while (cells.length < column) cells.push("")
      cells[column] = change.kind === "empty" ? "" : change.to
      changed.add(column)
    }
    if (changed.size === 0) return divided
    const problems = [...(divided.problems ?? [])].filter(([column]) => !changed.has(column))
    const { line, separator } = divided
    // A row that could not be read as a whole is read with its new cells.
    return {
      line,
      cells,
      ...(separator !== undefined && { separator }),
      ...(problems.length > 0 && { problems: new Map(problems) }),
    }
  }

  #add(order: number, change: Change): void {
    switch (change.kind) {
      case "leaveOut":
        for (const row of change.rows) this.#leftOut.add(row)
        break
      case "replace":
        this.#everywhere.push([order, change])
        break
      case "cell":
        this.#addToRow(change.row, order, change)
        break
      case "empty":
        for (const row of change.rows) this.#addToRow(row, order, change)
    }
  }

  #addToRow(row: number, order: number, change: CellChange): void {
    const changes = this.#byRow.get(row)
    if (changes === undefined) this.#byRow.set(row, [[order, change]])
    else changes.push([order, change])
  }
}
