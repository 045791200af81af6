import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import type { BulkCreateResult } from "../domain/BulkCreateResult.ts"
import type { IdempotencyKeyInUse, StoreFailure } from "../domain/errors.ts"
import type { ImportId, OrganizationId } from "../domain/Identifiers.ts"

/** The part of a result that is stored. */
export type StoredResult = Omit<BulkCreateResult, "replayed">

/** The stored result of a successful request. */
export interface IdempotencyRecord {
  /** Equal for two requests that ask for the same. */
  readonly fingerprint: string
  readonly result: StoredResult
  readonly createdAt: Date
}

/** The results stored under idempotency keys. A key belongs to one organization. */
export class IdempotencyRecords extends Context.Service<
  IdempotencyRecords,
  {
    /** The keys that this process is handling. Start with an empty set for each store; the use case maintains it. */
    readonly claims: Set<string>

    /**
     * Locks the key until the unit of work ends, and returns its record if it is not older than `since`. Called inside a
     * unit of work. Fails immediately with `IdempotencyKeyInUse` if another unit of work, in any process, holds the key.
     */
    readonly find: (
      organizationId: OrganizationId,
      key: string,
      since: Date,
    ) => Effect.Effect<Option.Option<IdempotencyRecord>, IdempotencyKeyInUse | StoreFailure>

    /**
     * Returns the record of the key that is committed, if it is not older than `since`. Neither locks the key nor waits for
     * whoever holds it. Called outside of units of work.
     */
    readonly read: (
      organizationId: OrganizationId,
      key: string,
      since: Date,
    ) => Effect.Effect<Option.Option<IdempotencyRecord>, StoreFailure>

    /** Stores a record under a key for which `find` returned none in the same unit of work. Replaces an older record. */
    readonly store: (
      organizationId: OrganizationId,
      key: string,
      record: IdempotencyRecord,
    ) => Effect.Effect<void, StoreFailure>

    /** Removes the record of the key if its result is that of the import. Called in the unit of work that undoes it. */
    readonly removeOfImport: (
      organizationId: OrganizationId,
      key: string,
      importId: ImportId,
    ) => Effect.Effect<void, StoreFailure>

    /** Deletes the records of all organizations that are older than `date`, and returns how many there were. */
    readonly removeOlderThan: (date: Date) => Effect.Effect<number, StoreFailure>
  }
>()("@bulk-contacts/core/ports/IdempotencyRecords") {}
