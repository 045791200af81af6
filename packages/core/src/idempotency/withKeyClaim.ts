import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { IdempotencyKeyInUse, InvalidRequest } from "../domain/errors.ts"
import { checkIdentifier, type OrganizationId } from "../domain/Identifiers.ts"
import { IdempotencyRecords } from "../ports/IdempotencyRecords.ts"

/**
 * Runs `effect`, unless this process is already handling the same key: then it fails immediately with
 * `IdempotencyKeyInUse`. An invalid key fails with `InvalidRequest`.
 *
 * `IdempotencyRecords.find` detects other processes, but cannot replace this check: on a store that serializes its units
 * of work, the second request would wait instead of failing.
 */
export const withKeyClaim = Effect.fnUntraced(function* <A, E, R>(
  organizationId: OrganizationId,
  key: string | undefined,
  effect: Effect.Effect<A, E, R>,
): Effect.fn.Return<A, E | IdempotencyKeyInUse | InvalidRequest, R | IdempotencyRecords> {
  if (key === undefined) return yield* effect
  const claim = JSON.stringify([organizationId, yield* checkKey(key)])
  const { claims } = yield* IdempotencyRecords
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
  const problems = [{ field: "idempotencyKey", ...checked.failure }]
  return Effect.fail(new InvalidRequest({ problems, omitted: 0 }))
}
