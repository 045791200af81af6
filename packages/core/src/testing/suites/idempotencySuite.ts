import type { IdempotencyRecords } from "../../ports/IdempotencyRecords.ts"
import { joinSuites, type Store } from "../Suite.ts"
import { onceSuite } from "./bulkCreate/once.ts"
import { idempotencyRecordsSuite } from "./idempotencyRecords.ts"

/** Everything that idempotency keys promise, on any store that has them. */
export const idempotencySuite = joinSuites<Store | IdempotencyRecords>(idempotencyRecordsSuite, onceSuite)
