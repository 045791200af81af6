import { checkDefaultCountry, namesOfFields, TextDigest } from "@bulk-contacts/core"
import * as Result from "effect/Result"
import type {
  Change,
  CheckResult,
  DownloadKind,
  DownloadLabels,
  OpenedFile,
  OpenOptions,
  Plan,
  RowFilter,
  RowPage,
  RowStatus,
  RowView,
  SendRequest,
  SendResult,
  ServerDetail,
  WorkerApi,
  WorkerEvent,
} from "../protocol.ts"
import { Checked, INVALID, LEFT_OUT, NOTHING, REPEATED, VALID } from "./Checked.ts"
import { ContactReader, type ReadRow } from "./ContactReader.ts"
import { columnOf } from "./columnOf.ts"
import { writeTable } from "./csvFiles.ts"
import { findHeader, type Header, proposeColumns } from "./findHeader.ts"
import { CREATED, EXISTING, Outcomes } from "./Outcomes.ts"
import { Refused } from "./Refused.ts"
import { readSource, type SourceFile } from "./SourceFile.ts"
import { type Sending, sendBody } from "./sendBody.ts"
import { viewCells } from "./viewRow.ts"

/** Others get their turn after so many rows: those that the page wants to show. */
const SLICE = 4000

const statusNames: Readonly<Record<number, RowStatus>> = {
  [VALID]: "valid",
  [REPEATED]: "repeated",
  [INVALID]: "invalid",
  [LEFT_OUT]: "leftOut",
  [CREATED]: "created",
  [EXISTING]: "existing",
}

interface State {
  readonly source: SourceFile
  readonly header: Header
  readonly reader: ContactReader
  readonly checked: Checked
  outcomes?: Outcomes
}

/** The file that is being imported: reads it, checks it, and sends it. */
export class Session implements WorkerApi {
  readonly #emit: (event: WorkerEvent) => void
  #source: SourceFile | undefined
  #state: State | undefined
  #sending: Sending | undefined
  readonly #positions = new Map<RowFilter, Uint32Array>()
  /** The latest check. An earlier one that is still in progress gives up. */
  #check = 0

  constructor(emit: (event: WorkerEvent) => void) {
    this.#emit = emit
  }

  readonly open = async (file: Blob, how: OpenOptions): Promise<OpenedFile> => {
    this.#source = undefined
    this.#forget()
    const source = await readSource(file, how, (rows, fraction) => this.#emit({ event: "read", rows, fraction }))
    if (source.store.length === 0) throw new Refused("no_rows")
    this.#source = source
    const header = findHeader(source, undefined)
    const { format, encoding, separator, sheets, sheet, hiddenRows, notes, defaults, store } = source
    return {
      format,
      encoding,
      separator,
      sheets,
      sheet,
      hiddenRows,
      notes,
      defaults,
      rows: store.length - header.body,
      headerLine: header.line,
      hasHeaderChoice: source.names === null,
      names: header.names,
      countries: countries(),
      proposed: source.names === null ? proposeColumns(source, header) : {},
      firstRows: Array.from({ length: Math.min(20, store.length) }, (_, i) => ({
        line: store.lineOf(i),
        cells: store.cellsOf(i).slice(0, 8),
      })),
    }
  }

  readonly check = async (plan: Plan): Promise<CheckResult> => {
    const check = ++this.#check
    const source = this.#requireSource()
    const header = findHeader(source, plan.header)
    const reader = new ContactReader(source, header, plan)
    const checked = new Checked(source, reader)
    for (let row = header.body; row < source.store.length; row++) {
      checked.add(row)
      if (row % SLICE !== 0) continue
      this.#emit({ event: "checked", rows: row })
      await nextTurn()
      if (check !== this.#check) throw new Refused("superseded")
    }
    checked.end()
    this.#forget()
    this.#state = { source, header, reader, checked }
    const { unstored } = reader
    return {
      headerLine: header.line,
      program: reader.program,
      columns: reader.columns.map((column, i) => ({
        ...column,
        samples: checked.samples[i] ?? [],
        filled: checked.filled[i] ?? 0,
        unstored: unstored.get(column.name) ?? 0,
      })),
      fileProblems: [...reader.columnProblems, ...reader.undecided],
      counts: checked.counts,
      groups: checked.groups,
    }
  }

  readonly rows = async (filter: RowFilter, from: number, to: number): Promise<RowPage> => {
    const positions = this.#positionsOf(filter)
    return { total: positions.length, rows: [...positions.subarray(from, to)].map((row) => this.#view(row)) }
  }

  readonly changeGroup = async (key: string, action: "empty" | "leaveOut"): Promise<Change> => {
    const { column, rows } = this.#requireState().checked.rowsOfGroup(key)
    return action === "empty" ? { kind: "empty", column, rows } : { kind: "leaveOut", rows }
  }

  readonly knownNames = async () => namesOfFields()

  readonly findProblem = async (filter: RowFilter, after: number, step: 1 | -1) => {
    const { checked, reader } = this.#requireState()
    const positions = this.#positionsOf(filter)
    for (let position = after + step; position >= 0 && position < positions.length; position += step) {
      const row = positions[position] ?? 0
      if (checked.status[row] !== INVALID) continue
      const read = reader.read(row)
      const [problem] = read?.problems ?? []
      const column = read === undefined || problem === undefined ? -1 : columnOf(problem.field, read, reader.columns)
      return { position, column }
    }
    return { position: -1, column: -1 }
  }

  readonly send = async (request: SendRequest): Promise<SendResult> => {
    const state = this.#requireState()
    const { body, sent } = await this.#makeBody(request.lenient)
    const sending = sendBody(body, request, (bytes, total) => this.#emit({ event: "sent", bytes, total }))
    this.#sending = sending
    const answer = await sending.answer
    this.#sending = undefined
    if (!answer.ok) {
      const details = answer.details.map((detail) => withLine(detail, sent, state.source))
      return { ...answer, details }
    }
    const { total, created, skipped, invalid, outcomes: found, importId, wasReplayed } = answer
    const codes = { invalid: INVALID, repeated: REPEATED }
    const outcomes = new Outcomes(state.source.store.length, sent, found(), codes)
    for (const row of state.checked.status.keys()) {
      if (state.checked.status[row] === LEFT_OUT) outcomes.status[row] = LEFT_OUT
    }
    state.outcomes = outcomes
    this.#positions.clear()
    const { repeated } = outcomes
    return { ok: true, counts: { total, created, skipped, invalid, repeated }, importId, wasReplayed }
  }

  readonly abort = async () => ({ wasSent: this.#sending?.abort() ?? true })

  readonly body = async (lenient: boolean) => {
    const { body, digest } = await this.#makeBody(lenient)
    return { body, digest }
  }

  readonly download = async (kind: DownloadKind, labels: DownloadLabels): Promise<Blob> => {
    const { source, header, reader } = this.#requireState()
    const separator = source.separator ?? ","
    const { names } = header
    const pick = (statuses: ReadonlyArray<number>) => this.#rowsWith(statuses)
    const cellsOf = (row: number) => reader.read(row)?.cells ?? source.store.cellsOf(row)
    switch (kind) {
      case "created":
        return writeTable({
          names,
          separator,
          lastColumns: [labels.id],
          rows: map(pick([CREATED]), (row) => ({ cells: cellsOf(row), last: [this.#idOf(row)] })),
        })
      case "skipped":
        return writeTable({
          names,
          separator,
          lastColumns: [labels.reason, labels.id],
          rows: map(pick([EXISTING, REPEATED]), (row) => ({
            cells: cellsOf(row),
            last: [this.#statusOf(row) === EXISTING ? labels.exists : labels.repeated, this.#idOf(row)],
          })),
        })
      case "rejected":
        return writeTable({
          names,
          separator,
          rows: map(pick([INVALID, LEFT_OUT]), (row) => ({
            cells: cellsOf(row),
            last: [this.#problemText(row) || labels.leftOut],
          })),
        })
      case "corrected":
        return writeTable({
          names,
          separator,
          lastColumns: [],
          rows: map(pick([VALID, REPEATED, INVALID, CREATED, EXISTING]), (row) => ({ cells: cellsOf(row), last: [] })),
        })
    }
  }

  async #makeBody(
    lenient: boolean,
  ): Promise<{ readonly body: Blob; readonly digest: string; readonly sent: Uint32Array }> {
    const { source, header, reader, checked } = this.#requireState()
    const sent = new Uint32Array(source.store.length)
    const parts: Array<Blob> = []
    const digest = new TextDigest()
    let length = 0
    let text = ""
    for (let row = header.body; row < source.store.length; row++) {
      const status = checked.status[row]
      if (status === NOTHING || status === LEFT_OUT || (status === INVALID && !lenient)) continue
      const item = reader.read(row)?.item
      if (item === undefined) continue
      // A row that cannot be read is sent as something that is not a contact, so that it is counted.
      text += `${JSON.stringify("contact" in item ? item.contact : null)}\n`
      sent[length++] = row
      if (length % SLICE === 0) {
        parts.push(new Blob([text]))
        digest.add(text)
        text = ""
        await nextTurn()
      }
    }
    return { body: new Blob([...parts, text]), digest: digest.add(text).value, sent: sent.slice(0, length) }
  }

  #forget(): void {
    this.#state = undefined
    this.#positions.clear()
  }

  #requireSource(): SourceFile {
    if (this.#source === undefined) throw new Refused("no_file")
    return this.#source
  }

  #requireState(): State {
    if (this.#state === undefined) throw new Refused("not_checked")
    return this.#state
  }

  /** What the server says of a row or, before it was asked, what the check says. */
  #statusOf(row: number): number {
    const { checked, outcomes } = this.#requireState()
    return outcomes?.status[row] || checked.status[row] || NOTHING
  }

  #idOf(row: number): string {
    return this.#requireState().outcomes?.ids.get(row) ?? ""
  }

  #rowsWith(statuses: ReadonlyArray<number>): ReadonlyArray<number> {
    return [...this.#positionsOf("all")].filter((row) => statuses.includes(this.#statusOf(row)))
  }

  #positionsOf(filter: RowFilter): Uint32Array {
    const known = this.#positions.get(filter)
    if (known !== undefined) return known
    const positions = this.#findPositions(filter)
    this.#positions.set(filter, positions)
    return positions
  }

  #findPositions(filter: RowFilter): Uint32Array {
    const { source, header, checked } = this.#requireState()
    if (filter.startsWith("group:")) return checked.rowsOfGroup(filter.slice("group:".length)).rows
    const found: Array<number> = []
    for (let row = header.body; row < source.store.length; row++) {
      const name = statusNames[this.#statusOf(row)]
      if (name !== undefined && (filter === "all" || filter === name)) found.push(row)
    }
    return Uint32Array.from(found)
  }

  #view(row: number): RowView {
    const { source, reader, checked, outcomes } = this.#requireState()
    const original = source.store.cellsOf(row)
    const read = reader.read(row)
    const repeats = checked.firstWithEmail.get(row)
    const id = outcomes?.ids.get(row)
    const ofServer = outcomes?.problems.get(row)
    const view = read === undefined ? { cells: [], problems: [] } : viewCells(original, read, reader.columns)
    return {
      row,
      line: source.store.lineOf(row),
      status: statusNames[this.#statusOf(row)] ?? "valid",
      cells: view.cells,
      problems:
        ofServer !== undefined && read !== undefined && read.problems.length === 0
          ? [...view.problems, ofServer]
          : view.problems,
      ...(repeats !== undefined && { repeats: source.store.lineOf(repeats) }),
      ...(read?.contact != null && { email: read.contact.email }),
      ...(id !== undefined && { id }),
    }
  }

  #problemText(row: number): string {
    const { reader, outcomes } = this.#requireState()
    const read = reader.read(row)
    if (read === undefined || read.problems.length === 0) return outcomes?.problems.get(row) ?? ""
    return read.problems.map((problem) => nameProblem(problem, read, reader)).join("; ")
  }
}

const nameProblem = (
  { field, message }: ReadRow["problems"][number],
  read: ReadRow,
  { columns }: ContactReader,
): string => {
  if (field === "contacts") return message
  return `${columns[columnOf(field, read, columns)]?.name ?? field} ${message}`
}

function* map<A, B>(items: Iterable<A>, f: (item: A) => B): Generator<B> {
  for (const item of items) yield f(item)
}

const withLine = (detail: ServerDetail, sent: Uint32Array, source: SourceFile): ServerDetail => {
  const row = detail.index === undefined ? undefined : sent[detail.index]
  return row === undefined ? detail : { ...detail, line: source.store.lineOf(row) }
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

/** The countries whose phone numbers are known. */
const countries = (): ReadonlyArray<string> =>
  [...LETTERS]
    .flatMap((first) => [...LETTERS].map((second) => first + second))
    .filter((code) => Result.isSuccess(checkDefaultCountry(code)))

/** Lets messages in that have arrived. */
const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
