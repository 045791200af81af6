import * as Result from "effect/Result"
import type { Problem } from "../domain/Problem.ts"
import { TextDigest } from "../internal/TextDigest.ts"
import { asFieldName } from "../request/FieldReader.ts"
import type { StreamedContact } from "../streams/StreamedContact.ts"
import type { CsvColumn, CsvSummary, TableHeader } from "./CsvHeader.ts"
import type { CheckedOptions } from "./checkOptions.ts"
import type { Column, UnknownColumn } from "./columns/Column.ts"
import type { ColumnProblem } from "./columns/columnProblems.ts"
import { planColumns } from "./columns/planColumns.ts"
import { ofFile } from "./fileProblems.ts"
import type { OptionSyntax } from "./optionSyntax.ts"
import { ContactRows } from "./rows/ContactRows.ts"
import type { ScannedRow } from "./table/RowScanner.ts"
import { MAX_COLUMNS } from "./table/sampleRows.ts"
import type { TableLayout } from "./table/TableLayout.ts"

/** A table whose columns are known: turns its rows into contacts. */
export class ContactTable {
  readonly header: TableHeader
  readonly #rows: ContactRows
  readonly #keepsCells: boolean

  private constructor(header: TableHeader, rows: ContactRows, keepsCells: boolean) {
    this.header = header
    this.#rows = rows
    this.#keepsCells = keepsCells
  }

  /** Decides what the columns mean. Fails with everything that is wrong with them, whatever the rows contain. */
  static plan(
    { separator, header, width }: Omit<TableLayout, "body">,
    options: CheckedOptions,
    syntax: OptionSyntax,
    keepsCells: boolean,
  ): Result.Result<ContactTable, ReadonlyArray<Problem>> {
    if (width > MAX_COLUMNS) return Result.fail([ofFile(tooManyColumns(width))])
    const names = header?.cells ?? Array.from({ length: width }, (_, i) => String(i + 1))
    const plan = planColumns(names, options, syntax)
    if (plan.problems.length > 0 && width > 0) {
      return Result.fail(plan.problems.map((problem) => withLine(problem, header?.line)))
    }
    const described = {
      line: header?.line ?? null,
      program: plan.program ?? null,
      columns: plan.columns.map(describeColumn),
    }
    return Result.succeed(
      new ContactTable(described, new ContactRows(plan.columns, plan.isGuarded, separator), keepsCells),
    )
  }

  get summary(): CsvSummary {
    return { unstored: [...this.#rows.unstored].map(([{ name }, count]) => ({ column: name, count })) }
  }

  /** The contact of a row; undefined for a row without values. */
  read(row: ScannedRow): StreamedContact | undefined {
    const item = "problem" in row ? { line: row.line, problem: row.problem } : this.#rows.read(row)
    if (item === undefined || !(this.#keepsCells || "problem" in item)) return item
    const cells = this.#rows.cellsOf(row)
    return {
      ...item,
      ...(this.#keepsCells && { cells }),
      ...("problem" in item && { digest: new TextDigest().add(JSON.stringify(cells)).value }),
    }
  }

  /** Why the table is rejected, once all rows are read: columns that are not understood have values. Undefined if none has. */
  end(): ReadonlyArray<Problem> | undefined {
    if (this.#rows.rejected.length === 0) return undefined
    return this.#rows.rejected.map(({ column, example, line, count }) => {
      const field = asFieldName(column.name)
      return { line, field, ...(column.use as UnknownColumn).reject(example, count) }
    })
  }
}

const withLine = (problem: ColumnProblem, line: number | undefined): Problem =>
  line === undefined ? problem : { line, ...problem }

const tooManyColumns = (columns: number) =>
  ({
    code: "too_many_values",
    message: `has ${columns} columns; at most ${MAX_COLUMNS} can be read`,
  }) as const

export const describeColumn = ({ name, use }: Column): CsvColumn => {
  if (use.kind === "target") return { name, target: use.target, isUnderstood: true }
  if (use.kind === "rest") return { name, target: `metadata.${name}`, isUnderstood: true }
  return { name, target: null, isUnderstood: use.kind === "ignored" }
}
