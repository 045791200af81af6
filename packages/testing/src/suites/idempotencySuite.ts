import { joinSuites } from "../Suite.ts"
import { keyHistoriesSuite } from "./bulkCreate/histories.ts"
import { idempotencyKeySuite } from "./bulkCreate/idempotencyKey.ts"
import { idempotencyRecordsSuite } from "./idempotencyRecords.ts"

/** Tests everything that idempotency keys guarantee, on any store that supports them. */
export const idempotencySuite = joinSuites(idempotencyRecordsSuite, idempotencyKeySuite, keyHistoriesSuite)
