import { Clock, Effect, Schedule } from "effect"
import { IdempotencyRecords } from "../ports/IdempotencyRecords.ts"
import { IDEMPOTENCY_RETENTION } from "./replay.ts"

/** Forgets the idempotency records that cannot be replayed any more: now and every hour, for as long as it runs. */
export const forgetOldRecords = Effect.gen(function* () {
  const records = yield* IdempotencyRecords
  const now = yield* Clock.currentTimeMillis
  yield* records.removeOlderThan(new Date(now - IDEMPOTENCY_RETENTION))
}).pipe(
  // Whatever is left over, the next hour takes along.
  Effect.catchTag("StoreFailure", (failure) =>
    Effect.logWarning("Old idempotency records are still there", failure.cause),
  ),
  Effect.repeat(Schedule.spaced("1 hour")),
  Effect.asVoid,
)
