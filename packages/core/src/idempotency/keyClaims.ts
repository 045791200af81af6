import { Effect, Result } from "effect"
import { IdempotencyKeyInUse, InvalidRequest } from "../domain/errors.ts"
import { checkIdentifier, type OrganizationId } from "../domain/Identifiers.ts"
import { IdempotencyRecords } from "../ports/IdempotencyRecords.ts"

/** The keys with which requests are under way in this process, of each store. */
const underWay = new WeakMap<IdempotencyRecords["Service"], Set<string>>()

/**
 * Runs `effect`, but fails at once while this process runs another one for the same key, or where the key is none. What
 * other processes have under way, `IdempotencyRecords.find` tells; it could not be asked here where units of work wait
 * for each other.
 */
export const whileClaimed = Effect.fnUntraced(function* <A, E, R>(
  organizationId: OrganizationId,
  key: string,
  effect: Effect.Effect<A, E, R>,
): Effect.fn.Return<A, E | IdempotencyKeyInUse | InvalidRequest, R | IdempotencyRecords> {
  const claim = JSON.stringify([organizationId, yield* checkKey(key)])
  const records = yield* IdempotencyRecords
  const claims = underWay.get(records) ?? new Set()
  underWay.set(records, claims)
  return yield* Effect.acquireUseRelease(
    Effect.suspend(() =>
      claims.has(claim) ? Effect.fail(new IdempotencyKeyInUse()) : Effect.sync(() => claims.add(claim)),
    ),
    () => effect,
    () => Effect.sync(() => claims.delete(claim)),
  )
})

const checkKey = (key: string) => {
  const checked = checkIdentifier(key)
  if (Result.isSuccess(checked)) return Effect.succeed(checked.success)
  const problems = [{ field: "idempotencyKey", message: checked.failure }]
  return Effect.fail(new InvalidRequest({ problems, omitted: 0 }))
}
