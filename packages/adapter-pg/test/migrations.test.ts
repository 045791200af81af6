import { Migrations, PostgresStore } from "@bulk-contacts/adapter-pg"
import { StoreFailure } from "@bulk-contacts/core"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { inject } from "vitest"
import { dropDatabase, emptyDatabase, layerConnection, withDatabase } from "./support/databases.ts"

const all = [
  "0001_organizations",
  "0002_references",
  "0003_contacts",
  "0004_idempotency_records",
  "0005_references_by_statement",
  "0006_staged_contacts",
]

/** As a process of its own would. */
const withMigrations = <A, E>(url: string, use: (migrations: Migrations["Service"]) => Effect.Effect<A, E>) =>
  Effect.flatMap(Migrations, use).pipe(
    Effect.provide(PostgresStore.layer({ url: Redacted.make(url) }), { local: true }),
  )

const migrate = (url: string) => withMigrations(url, ({ run }) => run)
const pending = (url: string) => withMigrations(url, ({ pending }) => pending)

describe("Migrations", () => {
  it.live("run once: the second time there is nothing to do", () =>
    Effect.gen(function* () {
      const url = yield* emptyDatabase
      assert.deepStrictEqual(yield* pending(url), all)
      assert.deepStrictEqual(yield* migrate(url), all)
      assert.deepStrictEqual(yield* pending(url), [])
      assert.deepStrictEqual(yield* migrate(url), [])
    }),
  )

  it.live("of several processes at once are run by one, and none fails", () =>
    Effect.gen(function* () {
      const url = yield* emptyDatabase
      const runs = yield* Effect.all(
        Array.from({ length: 8 }, () => migrate(url)),
        { concurrency: "unbounded" },
      )
      assert.deepStrictEqual(runs.flat(), all)
    }),
  )

  it.live("refuse a database that cannot store every text, and leave nothing in it", () =>
    Effect.gen(function* () {
      const name = `bulk_contacts_${crypto.randomUUID()}`
      const url = withDatabase(inject("postgresUrl"), name)
      yield* Effect.acquireRelease(
        Effect.flatMap(
          SqlClient.SqlClient,
          (sql) => sql`create database ${sql(name)} template template0 encoding 'LATIN1' locale 'C'`,
        ).pipe(Effect.provide(layerConnection(inject("postgresUrl")))),
        () => dropDatabase(inject("postgresUrl"), name),
      )
      const failure = yield* Effect.flip(migrate(url))
      assert.instanceOf(failure, StoreFailure)
      assert.isFalse(failure.retryable)
      const tables = yield* Effect.flatMap(
        SqlClient.SqlClient,
        (sql) => sql`select to_regclass('contacts') as it`,
      ).pipe(Effect.provide(layerConnection(url)))
      assert.deepStrictEqual(tables, [{ it: null }])
    }),
  )
})
