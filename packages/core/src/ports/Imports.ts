import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import type { StoreFailure } from "../domain/errors.ts"
import type { ImportId, OrganizationId } from "../domain/Identifiers.ts"
import type { Import, NewImport } from "../domain/Import.ts"

/** What an undo found. */
export interface UndoneImport {
  /** How many contacts it deleted. */
  readonly deleted: number
  /** How many contacts the import had created. */
  readonly created: number
  /** The key under which the result of the import was stored, or null. */
  readonly idempotencyKey: string | null
}

/** Which imports of an organization to list. */
export interface ImportsPage {
  /** At least 1. */
  readonly limit: number
  /** Lists those that are older than this one, whether it exists or not. Null: from the newest. */
  readonly after: ImportId | null
}

/**
 * The bulk creates that were given a name. A store need not have this port: without it, the option `import` is rejected.
 * A store that has it keeps the `importId` of contacts.
 */
export class Imports extends Context.Service<
  Imports,
  {
    /**
     * Records an import, all of whose created contacts remain. Called in the unit of work that has inserted them. Takes
     * one round trip.
     */
    readonly record: (organizationId: OrganizationId, newImport: NewImport) => Effect.Effect<void, StoreFailure>

    /**
     * Soft-deletes the active contacts whose `importId` is `id`, and no others, and notes the time of the first undo.
     * Returns none, and changes nothing, if the organization has no such import. Called in a unit of work. If two undos
     * of an import run at the same time, each contact is counted by one of them. Takes a fixed number of round trips.
     */
    readonly undo: (
      organizationId: OrganizationId,
      id: ImportId,
      now: Date,
    ) => Effect.Effect<Option.Option<UndoneImport>, StoreFailure>

    /**
     * Lists imports in descending order of their ids: the newest first. `remaining` is a stored number: a page takes the
     * same time however many contacts they created. Takes one round trip.
     */
    readonly list: (
      organizationId: OrganizationId,
      page: ImportsPage,
    ) => Effect.Effect<ReadonlyArray<Import>, StoreFailure>
  }
>()("@bulk-contacts/core/ports/Imports") {}
