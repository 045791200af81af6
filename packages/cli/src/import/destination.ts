import type { CustomerContactBulkResponseDto } from "@bulk-contacts/adapter-http"
import type { BulkCreateCounts, BulkCreateDefaults } from "@bulk-contacts/core"
import type { Effect, Scope, Stream } from "effect"
import type { CommandFailure } from "../CommandFailure.ts"
import type { ImportFile } from "./ImportFile.ts"
import type { ImportProgress } from "./ImportProgress.ts"
import type { ImportRefused } from "./ImportRefused.ts"

/** Where a file is imported to. */
export interface Destination {
  /** Stores all of the file or nothing. The outcomes can be read while the scope is open. */
  readonly send: (job: ImportJob) => Effect.Effect<ImportResult, CommandFailure | ImportRefused, Scope.Scope>
  /** How to repeat an import of which nobody knows whether it was stored. */
  readonly repeat: string
}

/** What is to be imported, and how. */
export interface ImportJob {
  readonly file: ImportFile
  readonly defaults: BulkCreateDefaults
  readonly dryRun: boolean
  /** Whether it matters what became of each contact. */
  readonly outcomes: boolean
  readonly progress: ImportProgress
}

export interface ImportResult extends BulkCreateCounts {
  /** It had been imported before under the same idempotency key; this is what was answered then. */
  readonly replayed: boolean
  readonly outcomes?: Stream.Stream<ImportOutcome, CommandFailure>
}

/** What became of one contact. */
export type ImportOutcome = NonNullable<(typeof CustomerContactBulkResponseDto.Type)["contacts"]>[number]

export type SkippedOutcome = Extract<ImportOutcome, { readonly status: "skipped" }>
