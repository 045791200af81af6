import { Administration } from "@bulk-contacts/adapter-pg"
import { ApiKeys } from "@bulk-contacts/core"
import { assert, layer } from "@effect/vitest"
import { Effect, Option, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { TestClock } from "effect/testing"
import { createOrganization } from "./support/organization.ts"
import { layerPostgres } from "./support/stores.ts"

layer(layerPostgres)("Look-ups of API keys", (it) => {
  it.effect("stop accepting a key within 5 seconds after another process has revoked it", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const { id } = yield* createOrganization()
      const { key } = yield* (yield* Administration).createApiKey(id)
      const { organizationOf } = yield* ApiKeys
      yield* organizationOf(key)
      yield* sql`update api_keys set revoked_at = now() where organization_id = ${id}`
      yield* TestClock.adjust("4 seconds")
      assert.deepStrictEqual(yield* organizationOf(key), Option.some(id))
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(yield* organizationOf(key), Option.none())
    }),
  )

  it.effect("find a key that was just created", () =>
    Effect.gen(function* () {
      const { id } = yield* createOrganization()
      const { organizationOf } = yield* ApiKeys
      const key = Redacted.make("unknown-at-first")
      assert.deepStrictEqual(yield* organizationOf(key), Option.none())
      yield* (yield* Administration).addApiKey(id, key)
      assert.deepStrictEqual(yield* organizationOf(key), Option.some(id))
    }),
  )

  it.effect("record the use of a key at most every 5 minutes", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const { id } = yield* createOrganization()
      const { key } = yield* (yield* Administration).createApiKey(id)
      const { organizationOf } = yield* ApiKeys
      const lastUsed = Effect.map(
        sql<{ readonly at: Date | null }>`select last_used_at as at from api_keys where organization_id = ${id}`,
        ([row]) => row?.at,
      )
      assert.isNull(yield* lastUsed)
      yield* organizationOf(key)
      const first = yield* lastUsed
      assert.instanceOf(first, Date)
      yield* TestClock.adjust("5 seconds")
      yield* organizationOf(key)
      assert.deepStrictEqual(yield* lastUsed, first)
      yield* sql`update api_keys set last_used_at = now() - interval '6 minutes' where organization_id = ${id}`
      yield* TestClock.adjust("5 seconds")
      yield* organizationOf(key)
      assert.isAtLeast(Number(yield* lastUsed), Number(first))
    }),
  )
})
