import { Administration } from "@bulk-contacts/adapter-pg"
import { ApiKeys, StoreFailure } from "@bulk-contacts/core"
import { assert, layer } from "@effect/vitest"
import { Effect, Option, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { TestClock } from "effect/testing"
import { createOrganization } from "./support/organization.ts"
import { layerPostgres } from "./support/stores.ts"

/** Runs an effect while the look-up of a key fails as if a node of a distributed database were down. */
const failingLookUps = <A, E, R>(sql: SqlClient.SqlClient, effect: Effect.Effect<A, E, R>) =>
  Effect.acquireUseRelease(
    Effect.gen(function* () {
      yield* sql`alter table api_keys rename to hidden_keys`
      yield* sql.unsafe(`
        create function lost_node() returns boolean language plpgsql as
        $$ begin raise exception 'connection to the remote node failed' using errcode = '08006'; end $$`)
      yield* sql`create view api_keys as select * from hidden_keys where (select lost_node())`
    }),
    () => effect,
    () =>
      Effect.orDie(
        Effect.gen(function* () {
          yield* sql`drop view api_keys`
          yield* sql`drop function lost_node`
          yield* sql`alter table hidden_keys rename to api_keys`
        }),
      ),
  )

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

  it.effect(
    "that fail accept a key for 15 minutes after the last one that succeeded, unless this process revokes it",
    () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const { id } = yield* createOrganization()
        const administration = yield* Administration
        const { organizationOf } = yield* ApiKeys
        const { key } = yield* administration.createApiKey(id)
        const { key: unused } = yield* administration.createApiKey(id)
        const { key: revoked } = yield* administration.createApiKey(id)
        yield* organizationOf(revoked)
        yield* administration.revokeApiKey(revoked)
        assert.deepStrictEqual(yield* organizationOf(key), Option.some(id))
        yield* failingLookUps(
          sql,
          Effect.gen(function* () {
            yield* TestClock.adjust("5 seconds")
            assert.deepStrictEqual(yield* organizationOf(key), Option.some(id))
            for (const other of [unused, revoked])
              assert.instanceOf(yield* Effect.flip(organizationOf(other)), StoreFailure)
            yield* TestClock.adjust("14 minutes")
            assert.deepStrictEqual(yield* organizationOf(key), Option.some(id))
            yield* TestClock.adjust("1 minute")
            assert.instanceOf(yield* Effect.flip(organizationOf(key)), StoreFailure)
          }),
        )
        assert.deepStrictEqual(yield* organizationOf(key), Option.some(id))
      }),
  )
})
