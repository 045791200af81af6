import { namesOfFields } from "@bulk-contacts/core"
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
  SendRequest,
  SendResult,
  ServerDetail,
  WorkerApi,
  WorkerEvent,
} from "../protocol.ts"
import type { CheckedFile } from "./check/CheckedFile.ts"
import { checkRows, describeCheck } from "./check/checkRows.ts"
import { viewRow } from "./check/viewRow.ts"
import { Refused } from "./Refused.ts"
import { type Body, makeBody } from "./send/makeBody.ts"
import { Outcomes } from "./send/Outcomes.ts"
import { type Sending, sendBody } from "./send/sendBody.ts"
import { describeSource } from "./source/describeSource.ts"
import { readSource } from "./source/readSource.ts"
import type { SourceFile } from "./source/SourceFile.ts"
import { writeRows } from "./writeRows.ts"

/** The file that is being imported: reads it, checks it, and sends it. */
export class Session implements WorkerApi {
  readonly #emit: (event: WorkerEvent) => void
  #source: SourceFile | undefined
  #file: CheckedFile | undefined
  #sending: Sending | undefined
  /** The request that was made last: the dry run and the import send the same. */
  #body: { readonly file: CheckedFile; readonly lenient: boolean; readonly body: Promise<Body> } | undefined
  /** The latest check. An earlier one that is still in progress gives up. */
  #check = 0

  constructor(emit: (event: WorkerEvent) => void) {
    this.#emit = emit
  }

  readonly open = async (file: Blob, how: OpenOptions): Promise<OpenedFile> => {
    this.#check++
    this.#source = undefined
    this.#file = undefined
    this.#body = undefined
    const source = await readSource(file, how, (rows, fraction) => this.#emit({ event: "read", rows, fraction }))
    if (source.store.length === 0) throw new Refused("no_rows")
    const opened = describeSource(source)
    this.#source = source
    return opened
  }

  readonly check = async (plan: Plan): Promise<CheckResult> => {
    const check = ++this.#check
    if (this.#source === undefined) throw new Refused("no_file")
    this.#file = await checkRows(this.#source, plan, (rows) => {
      if (check !== this.#check) throw new Refused("superseded")
      this.#emit({ event: "checked", rows })
    })
    return describeCheck(this.#file)
  }

  readonly rows = async (filter: RowFilter, from: number, to: number): Promise<RowPage> => {
    const file = this.#checkedFile
    const rows = file.rowsOf(filter)
    return { total: rows.length, rows: [...rows.subarray(from, to)].map((row) => viewRow(file, row)) }
  }

  readonly changeGroup = async (key: string, action: "empty" | "leaveOut"): Promise<Change> => {
    const { column, rows } = this.#checkedFile.checked.rowsOfGroup(key)
    return action === "empty" ? { kind: "empty", column, rows } : { kind: "leaveOut", rows }
  }

  readonly knownNames = async () => namesOfFields()

  readonly findProblem = async (filter: RowFilter, after: number, step: 1 | -1) =>
    this.#checkedFile.findProblem(filter, after, step)

  readonly send = async (request: SendRequest): Promise<SendResult> => {
    const file = this.#checkedFile
    const { body, sent } = await this.#makeBody(file, request.lenient)
    const sending = sendBody(body, request, (bytes, total) => this.#emit({ event: "sent", bytes, total }))
    this.#sending = sending
    const answer = await sending.answer
    this.#sending = undefined
    if (!answer.ok) return { ...answer, details: answer.details.map((detail) => withLine(detail, sent, file.source)) }
    const { total, created, skipped, invalid, outcomes: found, importId, wasReplayed } = answer
    const outcomes = new Outcomes(file.source.store.length, sent, found())
    file.setOutcomes(outcomes)
    const { repeated } = outcomes
    return { ok: true, counts: { total, created, skipped, invalid, repeated }, importId, wasReplayed }
  }

  readonly abort = async () => ({ wasSent: this.#sending?.abort() ?? true })

  readonly body = async (lenient: boolean) => {
    const { body, digest } = await this.#makeBody(this.#checkedFile, lenient)
    return { body, digest }
  }

  readonly download = async (kind: DownloadKind, labels: DownloadLabels): Promise<Blob> =>
    writeRows(this.#checkedFile, kind, labels)

  #makeBody(file: CheckedFile, lenient: boolean): Promise<Body> {
    if (this.#body?.file !== file || this.#body.lenient !== lenient) {
      this.#body = { file, lenient, body: makeBody(file, lenient) }
    }
    return this.#body.body
  }

  get #checkedFile(): CheckedFile {
    if (this.#file === undefined) throw new Refused("not_checked")
    return this.#file
  }
}

/** Errors of the server have the position in the request: people know the row of their file. */
const withLine = (detail: ServerDetail, sent: Uint32Array, source: SourceFile): ServerDetail => {
  const row = detail.index === undefined ? undefined : sent[detail.index]
  return row === undefined ? detail : { ...detail, line: source.store.numberOf(row) }
}
