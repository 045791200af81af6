import type * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import type { CommandFailure } from "../../CommandFailure.ts"

/** An import as commands show it, which is as the HTTP API has it. Absent values are left out. */
export interface ListedImport {
  readonly id: string
  readonly name: string
  readonly source?: string
  readonly createdAt: Date
  readonly total: number
  readonly created: number
  readonly skipped: number
  readonly invalid?: number
  readonly remaining: number
  readonly undoneAt?: Date
}

/** The imports of an organization. */
export interface ImportHistory {
  /** The newest first, at most `limit`; null: all. */
  readonly list: (limit: number | null) => Effect.Effect<ReadonlyArray<ListedImport>, CommandFailure, Scope.Scope>
  readonly undo: (
    id: string,
  ) => Effect.Effect<{ readonly deleted: number; readonly alreadyGone: number }, CommandFailure, Scope.Scope>
}

/** How many imports one page has. */
export const PAGE = 1000
