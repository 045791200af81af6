import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { CurrentTenant } from "../admission/CurrentTenant.ts"
import { LoopTurns } from "../admission/LoopTurns.ts"

/** A step that has waited this long for its turn goes on without it. */
const MAX_WAIT = Duration.seconds(1)

/** Runs a step when no other one is in its turn, see `LoopTurns`. */
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
