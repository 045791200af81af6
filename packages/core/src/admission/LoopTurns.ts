import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { CurrentTenant } from "./CurrentTenant.ts"
import type { FairShare } from "./FairShare.ts"

/**
 * The event loop, shared by loops over many contacts. A server that provides it (a `FairShare` of capacity 1) lets them run
 * one after the other, so that the store works on the contacts of one request while those of the next are normalized.
 * Default: none, so that all of them go on side by side.
 */
export const LoopTurns = Context.Reference<FairShare | null>("@bulk-contacts/core/LoopTurns", {
  defaultValue: () => null,
})

/** A step that has waited this long for its turn goes on without it. */
const MAX_WAIT = Duration.seconds(1)

/** Runs a step when no other one has its turn. */
export const inTurn = Effect.fnUntraced(function* <A, E, R>(step: Effect.Effect<A, E, R>) {
  const turns = yield* LoopTurns
  if (turns === null) return yield* step
  const tenant = yield* CurrentTenant
  return yield* Effect.acquireUseRelease(
    Effect.match(turns.take(tenant, 1, MAX_WAIT), { onSuccess: () => true, onFailure: () => false }),
    () => step,
    (isTaken) => (isTaken ? Effect.sync(() => turns.release(tenant, 1)) : Effect.void),
  )
})
