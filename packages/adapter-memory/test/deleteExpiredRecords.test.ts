import {
  bulkCreateContacts,
  deleteExpiredRecordsHourly,
  IdempotencyRecords,
  layerWithoutIdempotencyRecords,
  OrganizationId,
} from "@bulk-contacts/core"
import { assert, it } from "@effect/vitest"
import { Cause, Effect, Exit, Layer, Option } from "effect"
import { TestClock } from "effect/testing"
import { makeMemoryStore } from "../src/MemoryStore.ts"

const org = OrganizationId.make("org")
const seed = { id: "org", contactTypes: ["CT1"], defaultContactType: "CT1" }
const ada = { contacts: ["ada@example.com"] }

it.effect("deleteExpiredRecordsHourly deletes records that are older than a day, every hour", () =>
  Effect.gen(function* () {
    const exists = Effect.flatMap(IdempotencyRecords, (records) =>
      Effect.map(records.find(org, "key", new Date(0)), Option.isSome),
    )
    yield* Effect.forkChild(deleteExpiredRecordsHourly)
    yield* bulkCreateContacts(org, ada, { idempotencyKey: "key" })
    yield* TestClock.adjust("24 hours")
    assert.isTrue(yield* exists)
    yield* TestClock.adjust("1 hour")
    assert.isFalse(yield* exists)
  }).pipe(Effect.provide(makeMemoryStore(seed).layer)),
)

it.effect("without idempotency records, a bulk create works, and one with a key is a defect that says why", () =>
  Effect.gen(function* () {
    const refused = yield* Effect.exit(bulkCreateContacts(org, ada, { idempotencyKey: "key" }))
    assert.isTrue(Exit.isFailure(refused) && Cause.hasDies(refused.cause))
    assert.include(String(Exit.isFailure(refused) && Cause.squash(refused.cause)), "idempotencyRecords")
    assert.strictEqual((yield* bulkCreateContacts(org, ada, { idempotencyKey: "key", dryRun: true })).created, 1)
    assert.strictEqual((yield* bulkCreateContacts(org, ada)).created, 1)
  }).pipe(Effect.provide(Layer.merge(makeMemoryStore(seed).layer, layerWithoutIdempotencyRecords))),
)
