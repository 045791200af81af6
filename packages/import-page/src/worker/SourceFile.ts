import type { TableOptions } from "@bulk-contacts/core"
import { InvalidRequest, MAX_JSON_NAMES, parseJson, type RowsLayout, readNdjson, readRows } from "@bulk-contacts/core"
import { blobSource, openCards, openWorkbook } from "@bulk-contacts/files"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import type { FileFormat, FileNote, OpenedFile, OpenOptions, SheetChoice } from "../protocol.ts"
import { toTable } from "./jsonTable.ts"
import { MAX_CHARACTERS, MAX_JSON_BYTES, MAX_ROWS } from "./limits.ts"
import { Refused } from "./Refused.ts"
import { RowStore } from "./RowStore.ts"

/** The rows of a file, and what is known about it before anything is known of its columns. */
export interface SourceFile {
  readonly format: FileFormat
  readonly store: RowStore
  readonly encoding: string | null
  readonly separator: string | null
  readonly sheets: ReadonlyArray<SheetChoice>
  readonly sheet: number | null
  readonly hiddenRows: number
  /** The columns of a file whose values have names of their own; null if a row of the file has them. */
  readonly names: ReadonlyArray<string> | null
  /** How the table is to be read, given what the person chose. */
  readonly optionsFor: (options: TableOptions) => TableOptions
  readonly notes: ReadonlyArray<FileNote>
  readonly defaults: OpenedFile["defaults"]
}

const plain = {
  encoding: null,
  separator: null,
  sheets: [],
  sheet: null,
  hiddenRows: 0,
  names: null,
  optionsFor: (options: TableOptions) => options,
  notes: [],
  defaults: {},
}

/** Tells how far reading has come. */
export type OnRead = (rows: number, fraction: number) => void

/** Reads a file to its end. */
export const readSource = async (file: Blob, how: OpenOptions, onRead: OnRead): Promise<SourceFile> => {
  const format = await formatOf(file, how.name)
  switch (format) {
    case "csv":
      return readCsvFile(file, how, onRead)
    case "xlsx":
      return readWorkbook(file, how, onRead)
    case "vcf":
      return readCardFile(file, how, onRead)
    case "ndjson":
      return readLines(file, onRead)
    case "json":
      return readJson(file)
  }
}

const extensions: Readonly<Record<string, FileFormat>> = {
  xlsx: "xlsx",
  xlsm: "xlsx",
  vcf: "vcf",
  vcard: "vcf",
  ndjson: "ndjson",
  jsonl: "ndjson",
  json: "json",
}

const formatOf = async (file: Blob, name: string): Promise<FileFormat> => {
  const beginning = new Uint8Array(await file.slice(0, 4).arrayBuffer())
  if (beginning[0] === 0x50 && beginning[1] === 0x4b) return "xlsx"
  // A compound file: what Excel wrote before 2007. The reader of workbooks says so.
  if (beginning[0] === 0xd0 && beginning[1] === 0xcf) return "xlsx"
  return extensions[name.toLowerCase().split(".").at(-1) ?? ""] ?? "csv"
}

const bytesOf = (file: Blob, onBytes: (bytes: number) => void = () => {}) =>
  Stream.fromReadableStream({
    evaluate: () => file.stream() as ReadableStream<Uint8Array>,
    onError: () => new Refused("file_changed"),
  }).pipe(Stream.tap((piece) => Effect.sync(() => onBytes(piece.length))))

/** Runs to the end. Rejects with what is wrong with the file. */
const run = async <A, E>(effect: Effect.Effect<A, E>): Promise<A> => {
  const exit = await Effect.runPromiseExit(effect)
  if (Exit.isSuccess(exit)) return exit.value
  const error = Cause.squash(exit.cause)
  if (error instanceof InvalidRequest) {
    const [problem] = error.problems
    throw new Refused(problem?.code ?? "invalid_file", problemText(problem))
  }
  if (typeof error === "object" && error !== null && "_tag" in error && error._tag === "FileUnreadable") {
    throw new Refused("file_changed")
  }
  throw error
}

const problemText = (problem: InvalidRequest["problems"][number] | undefined): string =>
  problem === undefined ? "" : `${problem.line === undefined ? "" : `line ${problem.line} `}${problem.message}`

const addAll = <E>(store: RowStore, rows: Stream.Stream<Parameters<RowStore["add"]>[0], E>, onRows: () => void) =>
  run(
    Stream.runForEachArray(rows, (chunk) =>
      Effect.suspend(() => {
        for (const row of chunk) store.add(row)
        onRows()
        return store.length > MAX_ROWS + 1 || store.characters > MAX_CHARACTERS
          ? Effect.fail(new Refused("too_large"))
          : Effect.void
      }),
    ),
  )

const readCsvFile = async (file: Blob, how: OpenOptions, onRead: OnRead): Promise<SourceFile> => {
  const store = new RowStore()
  let layout: RowsLayout = { encoding: "utf-8", separator: "," }
  let bytes = 0
  const rows = readRows(
    bytesOf(file, (count) => {
      bytes += count
    }),
    { encoding: how.encoding, separator: how.separator },
    {
      onLayout: (found) => {
        layout = found
      },
    },
  )
  await addAll(store, rows, () => onRead(store.length, bytes / Math.max(1, file.size)))
  return { ...plain, ...layout, format: "csv", store }
}

const readWorkbook = async (file: Blob, how: OpenOptions, onRead: OnRead): Promise<SourceFile> => {
  const workbook = await run(openWorkbook(blobSource(file)))
  const { sheets } = workbook
  const withContacts = sheets.findIndex(({ hasContacts, isHidden }) => hasContacts && !isHidden)
  const withRows = sheets.findIndex(({ hasRows }) => hasRows)
  const sheet = how.sheet ?? (withContacts === -1 ? Math.max(0, withRows) : withContacts)
  const store = new RowStore()
  let hiddenRows = 0
  const rows = workbook.rows(sheet).pipe(
    Stream.filter(({ cells }) => cells.some((cell) => cell.trim() !== "")),
    Stream.filter(({ isHidden }) => {
      if (isHidden) hiddenRows++
      return !isHidden || how.hiddenRows !== "skip"
    }),
    Stream.map(({ isHidden: _, ...row }) => row),
  )
  await addAll(store, rows, () => onRead(store.length, 0))
  return { ...plain, format: "xlsx", store, sheets, sheet, hiddenRows }
}

const readCardFile = async (file: Blob, how: OpenOptions, onRead: OnRead): Promise<SourceFile> => {
  const cards = await run(openCards(bytesOf(file), { encoding: how.encoding }))
  const store = new RowStore()
  const email = cards.names.indexOf("EMAIL")
  let withoutAddress = 0
  const rows = Stream.tap(cards.rows, ({ cells }) =>
    Effect.sync(() => {
      if ((cells[email] ?? "") === "") withoutAddress++
    }),
  )
  await addAll(store, rows, () => onRead(store.length, store.length / Math.max(1, cards.cards)))
  const { count, first } = cards.choices()
  return {
    ...plain,
    format: "vcf",
    encoding: how.encoding ?? "utf-8",
    store,
    names: cards.names,
    optionsFor: (options) => cards.optionsFor(options),
    notes: [
      { kind: "cards", count: cards.cards, withoutAddress },
      ...first.map(({ line, used, notUsed }) => ({ kind: "choice" as const, line, used, notUsed })),
      ...(count > first.length ? [{ kind: "moreChoices" as const, count: count - first.length }] : []),
    ],
  }
}

const readLines = async (file: Blob, onRead: OnRead): Promise<SourceFile> => {
  const lines: Array<{ line: number; value: unknown }> = []
  const unreadable: Array<Parameters<RowStore["add"]>[0]> = []
  let bytes = 0
  const contacts = readNdjson(
    bytesOf(file, (count) => {
      bytes += count
    }),
    { keepCells: true },
  )
  await run(
    Stream.runForEachArray(contacts, (chunk) =>
      Effect.suspend(() => {
        for (const item of chunk) {
          if ("problem" in item) unreadable.push({ line: item.line, cells: item.cells ?? [""], problem: item.problem })
          else lines.push({ line: item.line ?? 0, value: item.contact })
        }
        onRead(lines.length, bytes / Math.max(1, file.size))
        return lines.length > MAX_ROWS ? Effect.fail(new Refused("too_large")) : Effect.void
      }),
    ),
  )
  const { names, rows } = toTable(lines)
  const store = new RowStore()
  for (const row of [...rows, ...unreadable].toSorted((a, b) => a.line - b.line)) store.add(row)
  return { ...plain, format: "ndjson", store, names }
}

const readJson = async (file: Blob): Promise<SourceFile> => {
  if (file.size > MAX_JSON_BYTES) throw new Refused("too_large")
  const parsed = parseJson(await file.text(), { maxDepth: 64, maxValues: 10_000_000, maxNames: MAX_JSON_NAMES })
  if (Result.isFailure(parsed)) throw new Refused(parsed.failure.code, parsed.failure.message)
  const body = parsed.success
  const isBody = typeof body === "object" && body !== null && !Array.isArray(body) && "contacts" in body
  const contacts: unknown = isBody ? body.contacts : body
  if (!Array.isArray(contacts)) throw new Refused("wrong_type", "must be an array of contacts")
  if (contacts.length > MAX_ROWS) throw new Refused("too_large")
  // Positions in JSON files count from 0; rows for people from 1.
  const { names, rows } = toTable(contacts.map((value, i) => ({ line: i + 1, value })))
  const store = new RowStore()
  for (const row of rows) store.add(row)
  return { ...plain, format: "json", store, names, defaults: isBody ? defaultsOf(body) : {} }
}

const defaultsOf = (body: object): OpenedFile["defaults"] => {
  const { accountIds, contactType, source } = body as Record<string, unknown>
  const accounts = typeof accountIds === "string" ? [accountIds] : accountIds
  return {
    ...(Array.isArray(accounts) && { accountIds: accounts.filter((id) => typeof id === "string") }),
    ...(typeof contactType === "string" && { contactType }),
    ...(typeof source === "string" && { source }),
  }
}
