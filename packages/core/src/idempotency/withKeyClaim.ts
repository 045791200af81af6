import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import { IdempotencyKeyInUse, InvalidRequest, type StoreFailure } from "../domain/errors.ts"
import { checkIdentifier, type OrganizationId } from "../domain/Identifiers.ts"
import { type IdempotencyRecord, IdempotencyRecords } from "../ports/IdempotencyRecords.ts"

/** How long a result can be replayed, in milliseconds. */
export const IDEMPOTENCY_RETENTION = 24 * 60 * 60 * 1000

/**
 * Runs `effect`, unless this process is already handling the same key: then it fails immediately with
 * `IdempotencyKeyInUse`, except if the key has a record, with which any number of requests can be answered. An invalid key
 * fails with `InvalidRequest`.
 *
 * `IdempotencyRecords.find` detects other processes, but cannot replace this check: on a store that serializes its units
 * of work, the second request would wait instead of failing.
 */
export const withKeyClaim = <A, E, R>(
  organizationId: OrganizationId,
  key: string | undefined,
  effect: Effect.Effect<A, E, R>,
): Effect.Effect<A, E | IdempotencyKeyInUse | InvalidRequest | StoreFailure, R | IdempotencyRecords> =>
  key === undefined ? effect : claimKey(organizationId, key, effect)

const claimKey = Effect.fnUntraced(function* <A, E, R>(
  organizationId: OrganizationId,
  key: string,
  effect: Effect.Effect<A, E, R>,
): Effect.fn.Return<A, E | IdempotencyKeyInUse | InvalidRequest | StoreFailure, R | IdempotencyRecords> {
  const claim = JSON.stringify([organizationId, yield* checkKey(key)])
  const { claims } = yield* IdempotencyRecords
  const tryClaim = Effect.sync(() => {
    const isFree = !claims.has(claim)
    claims.add(claim)
    return isFree
  })
  return yield* Effect.acquireUseRelease(
    tryClaim,
    (isClaimed) => (isClaimed ? effect : Effect.andThen(recordOrInUse(organizationId, key), effect)),
    (isClaimed) => Effect.sync(() => isClaimed && claims.delete(claim)),
  )
})

const progressClaimOf = (organizationId: OrganizationId, key: string): string =>
  JSON.stringify([organizationId, key, "in progress"])

/** Carries out a request under a key that has no record. As long as it runs, `recordOrInUse` fails at once. */
export const withKeyInProgress = <A, E, R>(
  organizationId: OrganizationId,
  key: string,
  effect: Effect.Effect<A, E, R>,
): Effect.Effect<A, E, R | IdempotencyRecords> =>
  Effect.flatMap(IdempotencyRecords, ({ claims }) => {
    const inProgress = progressClaimOf(organizationId, key)
    return Effect.acquireUseRelease(
      Effect.sync(() => claims.add(inProgress)),
      () => effect,
      () => Effect.sync(() => claims.delete(inProgress)),
    )
  })

/** The committed record of a key that somebody holds, perhaps only to read the record. */
export const recordOrInUse = Effect.fnUntraced(function* (
  organizationId: OrganizationId,
  key: string,
): Effect.fn.Return<IdempotencyRecord, IdempotencyKeyInUse | StoreFailure, IdempotencyRecords> {
  const { claims, read } = yield* IdempotencyRecords
  if (claims.has(progressClaimOf(organizationId, key))) return yield* new IdempotencyKeyInUse()
  const now = yield* Clock.currentTimeMillis
  const record = yield* read(organizationId, key, new Date(now - IDEMPOTENCY_RETENTION))
  return yield* Option.isSome(record) ? Effect.succeed(record.value) : Effect.fail(new IdempotencyKeyInUse())
})

const checkKey = (key: string) => {
  const checked = checkIdentifier(key)
  if (Result.isSuccess(checked)) return Effect.succeed(checked.success)
  const problems = [{ field: "idempotencyKey", ...checked.failure }]
  return Effect.fail(new InvalidRequest({ problems, omitted: 0 }))
}
