import { Effect } from "effect"
import { IdempotencyKeyInUse } from "./errors.ts"
import type { OrganizationId } from "./Identifiers.ts"
import type { IdempotencyRecords } from "./ports/IdempotencyRecords.ts"

/** The keys with which requests are under way in this process, of each store. */
const underWay = new WeakMap<IdempotencyRecords["Service"], Set<string>>()

/**
 * Runs `effect`, but fails at once while this process runs another one for the same key. What other processes have under
 * way, `IdempotencyRecords.find` tells; it could not be asked here where units of work wait for each other.
 */
export const whileClaimed = <A, E, R>(
  records: IdempotencyRecords["Service"],
  organizationId: OrganizationId,
  key: string,
  effect: Effect.Effect<A, E, R>,
): Effect.Effect<A, E | IdempotencyKeyInUse, R> => {
  const claim = JSON.stringify([organizationId, key])
  const claims = underWay.get(records) ?? new Set()
  underWay.set(records, claims)
  return Effect.acquireUseRelease(
    Effect.suspend(() =>
      claims.has(claim) ? Effect.fail(new IdempotencyKeyInUse()) : Effect.sync(() => claims.add(claim)),
    ),
    () => effect,
    () => Effect.sync(() => claims.delete(claim)),
  )
}
