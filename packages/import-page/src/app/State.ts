import type { ColumnTarget } from "@bulk-contacts/core"
import type { Change, CheckResult, OpenedFile, OpenOptions, RowFilter, Sent, ServerDetail } from "../protocol.ts"
import type { KeptLists } from "../session/lists.ts"
import type { PendingImport } from "../session/pending.ts"
import type { Choice, PastImport, StoredContact } from "../session/Server.ts"

export type Step = "file" | "columns" | "check" | "options" | "result"

/** What went wrong, with a code that the page has a sentence for. */
export interface Trouble {
  readonly code: string
  readonly status?: number
  readonly message?: string
  /** Where in the file. */
  readonly line?: number
  readonly details?: ReadonlyArray<ServerDetail>
  /** Whether the command line is a way out. */
  readonly offersCommand?: boolean
}

export interface Options {
  readonly accountIds: ReadonlyArray<string>
  readonly contactType: string
  readonly source: string
  readonly leaveOut: boolean
}

/** A change, and what it says to the person. */
export interface MadeChange {
  readonly change: Change
  readonly line?: number
}

/** What the person decided about the rows, for undo and redo. */
export interface Decisions {
  readonly changes: ReadonlyArray<MadeChange>
  /** ISO 3166-1 code of the country of phone numbers without a country code; empty if there is none. */
  readonly country: string
}

/** Everything that the page shows. */
export interface State extends Decisions {
  readonly step: Step
  /** Whether the person went on with the file. */
  readonly hasBegun: boolean
  readonly file: File | null
  readonly how: OpenOptions
  readonly opened: OpenedFile | null
  readonly reading: { readonly rows: number } | null
  /** Whether the file was read again because it was changed. */
  readonly wasReadAgain: boolean
  /** Undefined: the one that was found. */
  readonly header: number | "none" | undefined
  readonly map: { readonly [column: string]: ColumnTarget }
  readonly ignore: ReadonlyArray<string>
  /** Whether the decisions are those of an earlier file. */
  readonly resumedFrom: string | null
  /** Earlier decisions, the latest last. */
  readonly past: ReadonlyArray<Decisions>
  /** Decisions that were undone, the next one first. */
  readonly future: ReadonlyArray<Decisions>
  readonly check: CheckResult | null
  readonly isChecking: boolean
  /** Counts the checks, so that what is shown of rows is read again after each. */
  readonly version: number
  readonly filter: RowFilter
  readonly options: Options
  readonly key: string
  readonly keepsKey: boolean
  readonly accounts: ReadonlyArray<Choice> | null
  readonly contactTypes: ReadonlyArray<Choice> | null
  readonly dryRun: Sent | null
  readonly existing: { readonly row: number; readonly contact: StoredContact } | null
  readonly sending: { readonly kind: "dryRun" | "import"; readonly bytes: number; readonly total: number } | null
  readonly isWaitingForOther: boolean
  readonly cancelled: "asking" | "notStored" | "tooLate" | null
  readonly result: Sent | null
  readonly undone: { readonly deleted: number; readonly alreadyGone: number } | null
  readonly trouble: Trouble | null
  /** Whether the browser could not keep something for a later page. */
  readonly isFull: boolean
  readonly pending: ReadonlyArray<PendingImport>
  readonly history: ReadonlyArray<PastImport> | null
  readonly historyCursor: string | null
  /** Lists of rows that this browser has, by the ids of their imports. */
  readonly lists: ReadonlyMap<string, KeptLists>
  /** Whether the server can tell of earlier imports. Null: not known yet. */
  readonly hasHistory: boolean | null
}

export const noOptions: Options = { accountIds: [], contactType: "", source: "", leaveOut: false }

/** Of a file that was just read. The country stays if the same file is read again. */
export const noChanges = { changes: [], past: [], future: [] } as const

export const emptyState: State = {
  step: "file",
  hasBegun: false,
  file: null,
  how: { name: "" },
  opened: null,
  reading: null,
  wasReadAgain: false,
  header: undefined,
  map: {},
  ignore: [],
  resumedFrom: null,
  ...noChanges,
  country: "",
  check: null,
  isChecking: false,
  version: 0,
  filter: "all",
  options: noOptions,
  key: "",
  keepsKey: false,
  accounts: null,
  contactTypes: null,
  dryRun: null,
  existing: null,
  sending: null,
  isWaitingForOther: false,
  cancelled: null,
  result: null,
  undone: null,
  trouble: null,
  isFull: false,
  pending: [],
  history: null,
  historyCursor: null,
  lists: new Map(),
  hasHistory: null,
}

/** Whether a reload, or another file, would lose something. */
export const hasWork = ({ file, result, hasBegun, sending }: State): boolean =>
  sending !== null || (file !== null && result === null && hasBegun)

/** Columns with values that are not understood, and whether the email is missing. */
export const openQuestions = ({ check }: State): { readonly undecided: number; readonly lacksEmail: boolean } => {
  const problems = check?.fileProblems ?? []
  return {
    undecided: (check?.columns ?? []).filter(({ isUnderstood, filled }) => !isUnderstood && filled > 0).length,
    lacksEmail: problems.some(({ field, code }) => field === "email" && code === "required"),
  }
}
