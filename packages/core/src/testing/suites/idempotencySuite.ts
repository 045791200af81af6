import { joinSuites } from "../Suite.ts"
import { idempotencyKeySuite } from "./bulkCreate/idempotencyKey.ts"
import { idempotencyRecordsSuite } from "./idempotencyRecords.ts"

/** Everything that idempotency keys promise, on any store that has them. */
export const idempotencySuite = joinSuites(idempotencyRecordsSuite, idempotencyKeySuite)
