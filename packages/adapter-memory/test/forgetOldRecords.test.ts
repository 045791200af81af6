import { bulkCreateContactsOnce, forgetOldRecords, IdempotencyRecords, OrganizationId } from "@bulk-contacts/core"
import { assert, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import { TestClock } from "effect/testing"
import { makeMemoryStore } from "../src/MemoryStore.ts"

it.effect("forgets records once they are older than a day, and keeps looking", () =>
  Effect.gen(function* () {
    const org = OrganizationId.make("org")
    const exists = Effect.flatMap(IdempotencyRecords, (records) =>
      Effect.map(records.find(org, "key", new Date(0)), Option.isSome),
    )
    yield* Effect.forkChild(forgetOldRecords)
    yield* bulkCreateContactsOnce(org, "key", { contacts: ["ada@example.com"] })
    yield* TestClock.adjust("24 hours")
    assert.isTrue(yield* exists)
    yield* TestClock.adjust("1 hour")
    assert.isFalse(yield* exists)
  }).pipe(Effect.provide(makeMemoryStore({ id: "org", contactTypes: ["CT1"], defaultContactType: "CT1" }).layer)),
)
