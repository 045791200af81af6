import { PostgresStore } from "@bulk-contacts/adapter-pg"
import { bulkCreateContacts } from "@bulk-contacts/core"
import { layerConnection, migratedDatabase } from "@bulk-contacts/test-support/databases"
import { assert, it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { createOrganization, emails } from "./support/organization.ts"

it.live("20 concurrent requests in opposite orders on two pools create each email once, without a deadlock", () =>
  Effect.gen(function* () {
    const url = yield* migratedDatabase
    const pool = () => Layer.build(PostgresStore.layer({ url: Redacted.make(url) }))
    const [first, second] = [yield* pool(), yield* pool()]
    const { id } = yield* Effect.provideContext(createOrganization(), first)
    const contacts = emails(1000)
    // Each has 500 of the 1,000 emails, in one order or the other.
    const requests = Array.from({ length: 20 }, (_, i) => {
      const some = contacts.filter((_, n) => (n + i) % 1000 < 500)
      const request = bulkCreateContacts(id, { contacts: i % 2 === 0 ? some : some.toReversed() })
      return Effect.provideContext(request, i % 4 < 2 ? first : second)
    })
    const results = yield* Effect.all(requests, { concurrency: "unbounded" })
    for (const { total, created, skipped } of results) assert.strictEqual(total, created + skipped)
    const created = results.reduce((sum, result) => sum + result.created, 0)
    const [row] = yield* Effect.flatMap(
      SqlClient.SqlClient,
      (sql) => sql<{ stored: number; deadlocks: number }>`
        select
          (select count(distinct email)::int from contacts) as stored,
          (select deadlocks::int from pg_stat_database where datname = current_database()) as deadlocks`,
    ).pipe(Effect.provide(layerConnection(url)))
    assert.deepStrictEqual({ created, ...row }, { created: 519, stored: 519, deadlocks: 0 })
  }),
)
