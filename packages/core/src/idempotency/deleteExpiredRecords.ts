import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import type { StoreFailure } from "../domain/errors.ts"
import { IdempotencyRecords } from "../ports/IdempotencyRecords.ts"
import { IDEMPOTENCY_RETENTION } from "./withKeyClaim.ts"

/** Deletes the idempotency records that can no longer be replayed, and returns how many there were. */
export const deleteExpiredRecords: Effect.Effect<number, StoreFailure, IdempotencyRecords> = Effect.gen(function* () {
  const records = yield* IdempotencyRecords
  const now = yield* Clock.currentTimeMillis
  return yield* records.removeOlderThan(new Date(now - IDEMPOTENCY_RETENTION))
})

/** Deletes expired idempotency records now and every hour until interrupted. A failure is logged; the next run retries. */
export const deleteExpiredRecordsHourly: Effect.Effect<void, never, IdempotencyRecords> = deleteExpiredRecords.pipe(
  Effect.catchTag("StoreFailure", ({ cause }) =>
    Effect.logWarning("Expired idempotency records could not be deleted", cause),
  ),
  Effect.repeat(Schedule.spaced("1 hour")),
  Effect.asVoid,
)
