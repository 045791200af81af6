import type { CustomerContactBulkResponseDto } from "@bulk-contacts/adapter-http"
import type { ErrorDetail } from "@bulk-contacts/adapter-http/client"
import type { BulkCreateCounts, BulkCreateDefaults, BulkCreateOptions } from "@bulk-contacts/core"
import type * as Effect from "effect/Effect"
import type * as FileSystem from "effect/FileSystem"
import type * as Path from "effect/Path"
import type * as Scope from "effect/Scope"
import type * as Stream from "effect/Stream"
import type { CommandFailure } from "../CommandFailure.ts"
import type { ImportFile } from "./formats/ImportFile.ts"
import type { ImportProgress } from "./ImportProgress.ts"
import type { ImportRejected } from "./ImportRejected.ts"

/** Where a file is imported to. */
export interface Destination {
  /** Stores the whole file or nothing, or if lenient, all of its valid contacts or nothing. The outcomes can be read while the scope is open. */
  readonly send: (
    job: ImportJob,
  ) => Effect.Effect<ImportResult, CommandFailure | ImportRejected, FileSystem.FileSystem | Path.Path | Scope.Scope>
  /** How to repeat an import that may or may not have been stored. */
  readonly repeat: string
}

/** What is to be imported, and how. */
export interface ImportJob {
  readonly file: ImportFile
  readonly defaults: BulkCreateDefaults
  readonly options: Pick<BulkCreateOptions, "dryRun" | "outcomes" | "lenient" | "defaultCountry" | "import">
  readonly progress: ImportProgress
}

export interface ImportResult extends BulkCreateCounts {
  /** Whether this is the stored result of an earlier import with the same idempotency key. */
  readonly replayed: boolean
  /** Under which it was recorded; absent for a dry run, and if the server does not record imports. */
  readonly importId?: string
  /** What is wrong with the contacts that were left out, and how many problems are not listed. */
  readonly details?: ReadonlyArray<ErrorDetail>
  readonly omitted?: number
  readonly outcomes?: Stream.Stream<ImportOutcome, CommandFailure>
}

/** The outcome of one contact. */
export type ImportOutcome = NonNullable<(typeof CustomerContactBulkResponseDto.Type)["contacts"]>[number]
