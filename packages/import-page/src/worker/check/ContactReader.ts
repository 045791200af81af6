import {
  type CsvColumn,
  checkDefaultCountry,
  type DefaultCountry,
  type DividedRow,
  describeColumns,
  makeTableReader,
  type NormalizedContact,
  normalizeContact,
  type Problem,
  Problems,
  type StreamedContact,
  type TableReader,
} from "@bulk-contacts/core"
import * as Result from "effect/Result"
import type { Plan } from "../../protocol.ts"
import type { Header } from "../source/findHeader.ts"
import { refuseTooManyColumns } from "../source/refuseTooManyColumns.ts"
import type { SourceFile } from "../source/SourceFile.ts"
import { Changes } from "./Changes.ts"

/** A row as the core understands it. */
export interface ReadRow {
  readonly cells: ReadonlyArray<string>
  readonly item: StreamedContact
  /** Null if the row has problems. */
  readonly contact: NormalizedContact | null
  readonly problems: ReadonlyArray<Problem>
}

/** Problems of one row. More are not shown. */
const MAX_PROBLEMS = 20

/** Reads rows with the code that stores them: once the columns are decided, and with the changes of the person. */
export class ContactReader {
  readonly columns: ReadonlyArray<CsvColumn>
  readonly program: string | null
  /** What is wrong with the columns, whatever the rows contain. */
  readonly columnProblems: ReadonlyArray<Problem>
  readonly changes: Changes
  readonly #source: SourceFile
  readonly #country: DefaultCountry
  readonly #reader: TableReader | undefined
  #problems = new Problems(MAX_PROBLEMS)

  constructor(source: SourceFile, header: Header, plan: Plan) {
    this.#source = source
    this.changes = new Changes(plan.changes)
    const country = checkDefaultCountry(plan.country)
    this.#country = Result.isSuccess(country) ? country.success : null
    const names = header.names.map((name) => name.trim())
    const known = new Set(describeColumns(names, { header: 1 }).columns.map(({ name }) => name))
    // What was decided for another header, or another sheet, is kept and does not apply.
    const applicable = source.optionsFor({
      map: Object.fromEntries(Object.entries(plan.map).filter(([name]) => known.has(name))),
      ignore: plan.ignore.filter((name) => known.has(name)),
    })
    const options = { ...applicable, header: 1 } as const
    const described = describeColumns(header.names, options)
    this.columns = described.columns
    this.program = described.program
    this.columnProblems = described.problems
    this.#reader = openReader(header, options)
  }

  /** What the core understands of a row; undefined for one without values. */
  read(row: number): ReadRow | undefined {
    const divided = this.#dividedRow(row)
    const item = this.#readItem(divided)
    if (item === undefined) return undefined
    if ("problem" in item) {
      return { cells: divided.cells, item, contact: null, problems: [{ field: "contacts", ...item.problem }] }
    }
    const contact = normalizeContact(item.contact, {}, this.#problems, this.#country)
    if (contact !== null) return { cells: divided.cells, item, contact, problems: [] }
    const problems = this.#problems.items
    this.#problems = new Problems(MAX_PROBLEMS)
    return { cells: divided.cells, item, contact: null, problems }
  }

  /** The contact of a row as it is sent: the server normalizes it. Undefined for a row without values. */
  readContact(row: number): StreamedContact | undefined {
    return this.#readItem(this.#dividedRow(row))
  }

  /** Whether the columns are decided as far as rows can be read. */
  get isOpen(): boolean {
    return this.#reader !== undefined
  }

  get unstored(): ReadonlyMap<string, number> {
    return new Map(this.#reader?.summary.unstored.map(({ column, count }) => [column, count]))
  }

  /** Columns that are not understood and have values. */
  get undecided(): ReadonlyArray<Problem> {
    return this.#reader?.end([]) ?? []
  }

  #dividedRow(row: number): DividedRow {
    return this.changes.apply(row, this.#source.store.at(row))
  }

  #readItem(divided: DividedRow): StreamedContact | undefined {
    const items: Array<StreamedContact> = []
    this.#reader?.read(divided, items)
    return items[0]
  }
}

/** A reader that has its header; undefined if it rejects the columns. */
const openReader = (header: Header, options: Parameters<typeof makeTableReader>[0]): TableReader | undefined => {
  const opened = makeTableReader({ ...options, header: 1 })
  if (Result.isFailure(opened) || header.names.length === 0) return undefined
  const problems = opened.success.read({ line: 1, cells: header.names }, [])
  refuseTooManyColumns(problems)
  return problems === undefined ? opened.success : undefined
}
