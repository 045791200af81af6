import { Migrations, PostgresStore } from "@bulk-contacts/adapter-pg"
import { bulkCreateContactStream, bulkCreateContacts, ReferenceNotFound, StoreFailure } from "@bulk-contacts/core"
import { emptyDatabase, layerConnection, migratedDatabase } from "@bulk-contacts/test-support/databases"
import { times } from "@bulk-contacts/test-support/times"
import { bulkCreateSuite, idempotencySuite, streamSuite } from "@bulk-contacts/testing"
import { PgClient } from "@effect/sql-pg"
import { assert, it, layer } from "@effect/vitest"
import { Cause, Effect, Exit, Layer, Redacted, Stream, String as Strings } from "effect"
import { Reactivity } from "effect/reactivity"
import { SqlClient, SqlError, Statement } from "effect/sql"
import * as vitest from "vitest"
import { layerFixture } from "./support/layerFixture.ts"
import { createOrganization, emails } from "./support/organization.ts"

/** The store on a host's client that renames columns, and on the host's own table. */
const layerHost = (url: string, config: Partial<PgClient.PgPoolConfig> = {}) =>
  PostgresStore.layerFromClient().pipe(
    Layer.provideMerge(
      PgClient.layer({
        url: Redacted.make(url),
        transformQueryNames: Strings.camelToSnake,
        transformResultNames: Strings.snakeToCamel,
        ...config,
      }),
    ),
  )

const layerStore = Layer.unwrap(
  Effect.map(migratedDatabase, (url) =>
    layerFixture.pipe(Layer.provide(layerConnection(url)), Layer.provideMerge(layerHost(url))),
  ),
)

bulkCreateSuite("Bulk creates on a client of the host", layerStore, { runner: vitest, runs: times(3, 10) })
idempotencySuite("Idempotency keys on a client of the host", layerStore, { runner: vitest, runs: times(3, 10) })
streamSuite("Streams on a client of the host", layerStore, { runner: vitest, runs: times(3, 10) })

const layerOwnTables = Layer.unwrap(
  Effect.map(migratedDatabase, (url) =>
    Layer.tap(layerHost(url), (context) =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        yield* sql`create table audit (entry text)`
      }).pipe(Effect.provideContext(context), Effect.orDie),
    ),
  ),
)

layer(layerOwnTables, { excludeTestServices: true })("In a transaction of the host", (it) => {
  const write = (entry: string) =>
    Effect.flatMap(SqlClient.SqlClient, (sql) => sql`insert into audit (entry) values (${entry})`)

  /** What is stored, as another transaction sees it: the entries and the number of contacts. */
  const stored = (id: string, entry: string) =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const entries = yield* sql`select from audit where entry = ${entry}`
      const contacts = yield* sql`select from bulk_contacts.contacts where organization_id = ${id}`
      return [entries.length, contacts.length]
    })

  it.effect("contacts and its own rows are committed together", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const { id, accountIds } = yield* createOrganization(1)
      yield* sql.withTransaction(
        Effect.gen(function* () {
          yield* write(id)
          assert.strictEqual((yield* bulkCreateContacts(id, { contacts: emails(2), accountIds })).created, 2)
          const contacts = Stream.fromIterable(emails(3)).pipe(Stream.map((email) => ({ contact: { email } })))
          assert.strictEqual((yield* Effect.scoped(bulkCreateContactStream(id, contacts))).created, 1)
        }),
      )
      assert.deepStrictEqual(yield* stored(id, id), [1, 3])
    }),
  )

  it.effect("or rolled back together, idempotency keys included", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const { id } = yield* createOrganization()
      const request = bulkCreateContacts(id, { contacts: emails(2) }, { idempotencyKey: "once" })
      const failed = yield* sql
        .withTransaction(Effect.andThen(Effect.andThen(write(id), request), Effect.fail("the host's own reason")))
        .pipe(Effect.flip)
      assert.strictEqual(failed, "the host's own reason")
      assert.deepStrictEqual(yield* stored(id, id), [0, 0])
      assert.deepStrictEqual(yield* request, { total: 2, created: 2, skipped: 0, replayed: false })
    }),
  )

  it.effect("a request that is rejected leaves the transaction usable", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const { id } = yield* createOrganization()
      yield* sql.withTransaction(
        Effect.gen(function* () {
          yield* write(id)
          const refused = yield* Effect.flip(bulkCreateContacts(id, { contacts: emails(1), accountIds: ["nowhere"] }))
          assert.instanceOf(refused, ReferenceNotFound)
          yield* bulkCreateContacts(id, { contacts: emails(2) })
        }),
      )
      assert.deepStrictEqual(yield* stored(id, id), [1, 2])
    }),
  )

  it.effect("a failure of the database contains no values", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const { id } = yield* createOrganization()
      const statements = [
        `create function reject() returns trigger language plpgsql as
        $$ begin raise exception 'No %', new.email using errcode = '53100'; end $$`,
        "create trigger reject before insert on bulk_contacts.contacts for each row execute function reject()",
      ]
      for (const statement of statements) yield* sql.unsafe(statement)
      const failure = yield* Effect.flip(bulkCreateContacts(id, { contacts: ["secretive@example.com"] }))
      yield* sql.unsafe("drop function reject cascade")
      assert.instanceOf(failure, StoreFailure)
      assert.isTrue(SqlError.isSqlError(failure.cause))
      assert.notInclude(Cause.pretty(Cause.fail(failure)), "secretive")
      assert.include(String((failure.cause as SqlError.SqlError).reason.cause), "SQLSTATE 53100")
    }),
  )
})

it.live("Migrations run on a client of the host, and leave its search_path as it was", () =>
  Effect.gen(function* () {
    const url = yield* emptyDatabase
    yield* Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const { run, pending } = yield* Migrations
      const path = sql`show search_path`
      const before = yield* path
      yield* sql.withTransaction(
        Effect.gen(function* () {
          assert.isNotEmpty(yield* run)
          assert.deepStrictEqual(yield* path, before)
        }),
      )
      assert.deepStrictEqual(yield* pending, [])
    }).pipe(Effect.provide(layerHost(url)))
  }),
)

it.live("A client of another database is a defect", () =>
  Effect.gen(function* () {
    const other = Layer.effect(
      SqlClient.SqlClient,
      SqlClient.make({
        acquirer: Effect.die("never used"),
        compiler: Statement.makeCompilerSqlite(),
        driver: "sqlite-node",
        spanAttributes: [],
      }),
    ).pipe(Layer.provide(Reactivity.layer))
    const exit = yield* Effect.exit(Effect.provide(Migrations, Layer.provide(PostgresStore.layerFromClient(), other)))
    assert.isTrue(Exit.isFailure(exit) && Cause.pretty(exit.cause).includes("must be one of @effect/sql-pg"))
  }),
)
