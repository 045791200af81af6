import { Context, type Effect, type Option } from "effect"
import type { BulkCreateResult } from "../domain/BulkCreateResult.ts"
import type { IdempotencyKeyInUse, StoreFailure } from "../domain/errors.ts"
import type { OrganizationId } from "../domain/Identifiers.ts"

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
    /** The keys that this process is handling: give it an empty set for each store. The use case adds and removes them. */
    readonly claims: Set<string>

    /**
     * The record under the key that is not older than `since`, if there is one. Called inside a unit of work, which then
     * holds the key until it ends: fails at once with `IdempotencyKeyInUse` while another one, anywhere, holds it.
     */
    readonly find: (
      organizationId: OrganizationId,
      key: string,
      since: Date,
    ) => Effect.Effect<Option.Option<IdempotencyRecord>, IdempotencyKeyInUse | StoreFailure>

    /** Stores the record in the unit of work that has found none, in place of one that is too old. */
    readonly store: (
      organizationId: OrganizationId,
      key: string,
      record: IdempotencyRecord,
    ) => Effect.Effect<void, StoreFailure>

    /** Forgets the records of all organizations that are older, and answers how many these were. */
    readonly removeOlderThan: (date: Date) => Effect.Effect<number, StoreFailure>
  }
>()("@bulk-contacts/core/ports/IdempotencyRecords") {}
