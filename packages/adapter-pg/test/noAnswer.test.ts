import { PostgresStore } from "@bulk-contacts/adapter-pg"
import { AccountId, Accounts, StoreFailure } from "@bulk-contacts/core"
import { layerConnection, migratedDatabase } from "@bulk-contacts/test-support/databases"
import { untilBlocked } from "@bulk-contacts/test-support/statements"
import { assert, layer } from "@effect/vitest"
import { Effect, Fiber, Layer, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { TestClock } from "effect/testing"
import { createOrganization } from "./support/organization.ts"

const layerStore = Layer.unwrap(
  Effect.map(migratedDatabase, (url) =>
    Layer.merge(PostgresStore.layer({ url: Redacted.make(url), maxConnections: 1 }), layerConnection(url)),
  ),
)

layer(layerStore)("A statement without a result", (it) => {
  it.effect("fails after 35 seconds, and frees its connection for others", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const { id, accountIds } = yield* createOrganization(1)
      const missing = (yield* Accounts).missing(id, [...accountIds, AccountId.make("nowhere")])
      yield* sql.withTransaction(
        Effect.gen(function* () {
          yield* sql`lock table accounts in access exclusive mode`
          const fiber = yield* Effect.forkChild(missing)
          yield* untilBlocked
          yield* TestClock.adjust("35 seconds")
          const failure = yield* Effect.flip(Fiber.join(fiber))
          assert.instanceOf(failure, StoreFailure)
          assert.isTrue(failure.retryable)
        }),
      )
      assert.deepStrictEqual(yield* missing, [AccountId.make("nowhere")])
    }),
  )
})
