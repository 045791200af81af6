import type { ColumnTarget, CsvColumn, ProblemCode } from "@bulk-contacts/core"
import type { ProblemSentences } from "./texts/explain.ts"

/** What the page asks of the worker that reads, checks and sends the file. */
export interface WorkerApi {
  /** Reads a file to its end. Everything that was known of another one is forgotten. */
  readonly open: (file: Blob, how: OpenOptions) => Promise<OpenedFile>
  /** Decides what the columns mean, and checks every row. */
  readonly check: (plan: Plan) => Promise<CheckResult>
  /** Some rows of those that a filter shows. */
  readonly rows: (filter: RowFilter, from: number, to: number) => Promise<RowPage>
  /** The change that an action on a group of problems makes. */
  readonly changeGroup: (group: string, action: "empty" | "leaveOut") => Promise<Change>
  /** The names of columns that are understood, by the field that they mean. */
  readonly knownNames: () => Promise<{ readonly [field: string]: ReadonlyArray<string> }>
  /** The next row with a problem after this one, or before it; -1 if there is none. */
  readonly findProblem: (
    filter: RowFilter,
    after: number,
    step: 1 | -1,
  ) => Promise<{ position: number; column: number }>
  /** Sends the contacts. A dry run stores nothing. */
  readonly send: (request: SendRequest) => Promise<SendResult>
  /** Stops sending. The answer says whether the request had been sent completely. */
  readonly abort: () => Promise<{ readonly wasSent: boolean }>
  /** Takes the request that `send` would send, so that it can be sent again after a reload. */
  readonly body: (lenient: boolean) => Promise<{ readonly body: Blob; readonly digest: string }>
  /** A CSV file of some of the rows, in the form of the file. */
  readonly download: (kind: DownloadKind, labels: DownloadLabels) => Promise<Blob>
}

export type WorkerEvent =
  | { readonly event: "read"; readonly rows: number; readonly fraction: number }
  | { readonly event: "checked"; readonly rows: number }
  | { readonly event: "sent"; readonly bytes: number; readonly total: number }

/** Why the worker could not do something, with a code that the page has a sentence for. */
export interface FailedCall {
  readonly code: string
  readonly message: string
  /** Where in the file. */
  readonly line: number | undefined
}

export type FileFormat = "csv" | "xlsx" | "vcf" | "ndjson" | "json"

/** How to read the file, in place of what would be detected. */
export interface OpenOptions {
  readonly name: string
  readonly encoding?: string | undefined
  readonly separator?: string | undefined
  readonly sheet?: number | undefined
  readonly hiddenRows?: "include" | "skip" | undefined
}

export interface SheetChoice {
  readonly name: string
  readonly hasRows: boolean
}

/** What was understood of a file, before anything is known of its columns. */
export interface OpenedFile {
  readonly format: FileFormat
  readonly encoding: string | null
  readonly separator: string | null
  readonly sheets: ReadonlyArray<SheetChoice>
  readonly sheet: number | null
  /** How many rows are hidden in the sheet. */
  readonly hiddenRows: number
  readonly rows: number
  /** The line of the header that was found; null if the file has none. */
  readonly headerLine: number | null
  /** Whether the header can be chosen: not in files whose values have names of their own. */
  readonly hasHeaderChoice: boolean
  /** Names of the columns, for remembering what they mean. */
  readonly names: ReadonlyArray<string>
  /** What the columns of a file without a header seem to be. */
  readonly proposed: { readonly [column: string]: ColumnTarget }
  /** The first rows, for choosing which one is the header. */
  readonly firstRows: ReadonlyArray<{
    readonly line: number
    readonly number: number
    readonly cells: ReadonlyArray<string>
  }>
  /** ISO 3166-1 codes of the countries whose phone numbers are known. */
  readonly countries: ReadonlyArray<string>
  readonly notes: ReadonlyArray<FileNote>
  /** What a JSON file says about all its contacts. */
  readonly defaults: {
    readonly accountIds?: ReadonlyArray<string>
    readonly contactType?: string
    readonly source?: string
  }
}

export type FileNote =
  | { readonly kind: "cards"; readonly count: number; readonly withoutAddress: number }
  | { readonly kind: "choice"; readonly line: number; readonly used: string; readonly notUsed: ReadonlyArray<string> }
  | { readonly kind: "moreChoices"; readonly count: number }

/** Everything that decides what becomes of the rows. */
export interface Plan {
  readonly header: number | "none" | undefined
  readonly map: { readonly [column: string]: ColumnTarget }
  readonly ignore: ReadonlyArray<string>
  readonly country: string
  readonly changes: ReadonlyArray<Change>
}

/** A change that a person made to the values. It can be reverted. */
export type Change =
  | { readonly kind: "empty"; readonly column: number; readonly rows: Uint32Array }
  | { readonly kind: "leaveOut"; readonly rows: Uint32Array }
  | { readonly kind: "replace"; readonly column: number; readonly from: string; readonly to: string }
  | { readonly kind: "cell"; readonly column: number; readonly row: number; readonly to: string }

export interface ColumnView extends CsvColumn {
  readonly samples: ReadonlyArray<string>
  /** How many of its values are not stored because another column has one for the same field. */
  readonly unstored: number
  readonly filled: number
}

export interface CheckResult {
  readonly headerLine: number | null
  readonly program: string | null
  readonly columns: ReadonlyArray<ColumnView>
  /** Why the file cannot be imported yet, whatever the rows contain. */
  readonly fileProblems: ReadonlyArray<ValueProblem>
  readonly counts: CheckCounts
  readonly groups: ReadonlyArray<ProblemGroup>
}

export interface CheckCounts {
  readonly rows: number
  readonly valid: number
  /** Rows whose email another row before them has. */
  readonly repeated: number
  readonly invalid: number
  /** Rows that the person has left out. */
  readonly leftOut: number
}

/** What is wrong with a value. The page says it in its own language. */
export interface ValueProblem {
  readonly field: string
  readonly code: ProblemCode
  /** The core's own words. */
  readonly message: string
}

/** Problems of one kind in one column. */
export interface ProblemGroup extends ValueProblem {
  readonly key: string
  /** -1 if the problem is not that of one column. */
  readonly column: number
  readonly columnName: string
  readonly count: number
  /** The most frequent values. */
  readonly values: ReadonlyArray<{ readonly value: string; readonly count: number }>
}

export type RowFilter =
  | "all"
  | "valid"
  | "repeated"
  | "invalid"
  | "leftOut"
  | "created"
  | "existing"
  | `group:${string}`

export interface RowPage {
  readonly total: number
  readonly rows: ReadonlyArray<RowView>
}

export type RowStatus = "valid" | "repeated" | "invalid" | "leftOut" | "created" | "existing"

export interface RowView {
  readonly row: number
  /** As a spreadsheet numbers it. */
  readonly number: number
  readonly status: RowStatus
  readonly cells: ReadonlyArray<CellView>
  /** Problems that no cell shows. */
  readonly problems: ReadonlyArray<ValueProblem>
  /** The number of the first row with the same email. */
  readonly repeats?: number
  readonly email?: string
  /** The id of the contact that was created, or that exists. */
  readonly id?: string
}

export interface CellView {
  /** What the file has. */
  readonly original: string
  /** What the person changed it to. */
  readonly changed?: string
  /** What will be stored, where that is something else. */
  readonly stored?: string
  readonly isUnused?: boolean
  readonly problems?: ReadonlyArray<ValueProblem>
}

export interface SendRequest {
  readonly url: string
  readonly headers: { readonly [name: string]: string }
  readonly lenient: boolean
  readonly dryRun: boolean
}

export type SendResult =
  | {
      readonly ok: true
      readonly counts: ServerCounts
      readonly importId: string | null
      readonly wasReplayed: boolean
    }
  | SendFailure

/** Status 0: there was no answer. */
export interface SendFailure {
  readonly ok: false
  readonly status: number
  readonly message: string
  readonly details: ReadonlyArray<ServerDetail>
}

export type Sent = Extract<SendResult, { readonly ok: true }>

interface ServerCounts {
  readonly total: number
  readonly created: number
  readonly skipped: number
  readonly invalid: number
  /** Of those that were skipped: rows whose email another row has. */
  readonly repeated: number
}

export interface ServerDetail extends ValueProblem {
  /** The position in the request. */
  readonly index?: number
  readonly line?: number
}

export type DownloadKind = "created" | "skipped" | "rejected" | "corrected"

export interface DownloadLabels {
  readonly id: string
  readonly reason: string
  readonly exists: string
  readonly repeated: string
  readonly leftOut: string
  /** How problems are said. */
  readonly problems: ProblemSentences
}
