import { readdir, readFile, writeFile } from "node:fs/promises"
import { Migrations, PostgresStore, ReleaseTooOld } from "@bulk-contacts/adapter-pg"
import { StoreReadiness } from "@bulk-contacts/core"
import {
  emptyDatabase,
  layerConnection,
  layerPlainConnection,
  migratedDatabase,
} from "@bulk-contacts/test-support/databases"
import { PgClient } from "@effect/sql-pg"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import { Migrator, SqlClient } from "effect/sql"
import { layerPorts } from "../src/layerPorts.ts"
import { migrations, OLDEST_RELEASE } from "../src/migrations/index.ts"
import { everyStatement } from "./support/everyStatement.ts"
import { type RecordedStatement, recordStatements, replayStatements } from "./support/recordedStatements.ts"

/**
 * The statements of earlier releases, each in a file that has the number of the release's last migration as its name.
 * Whoever publishes a release records its statements: `RECORD_RELEASE=true npx vitest run releases`.
 */
const folder = new URL("releases/", import.meta.url)

const releases = (await readdir(folder)).map((file) => Number.parseInt(file, 10))

/** Those that the schema serves. */
const served = releases.filter((release) => release >= OLDEST_RELEASE)

const read = (release: number) =>
  Effect.promise(
    async (): Promise<ReadonlyArray<RecordedStatement>> => JSON.parse(await readFile(fileOf(release), "utf8")),
  )

const fileOf = (release: number) => new URL(`${String(release).padStart(4, "0")}.json`, folder)

/** Migrates the connection's schema as a release did whose last migration had this number. */
const migrateUpTo = (last: number) =>
  Migrator.make({})({
    loader: Effect.map(migrations, (all) => all.filter(([id]) => id <= last)),
    table: "bulk_contacts_migrations",
  })

describe.each(served)("The release whose last migration is %i", (release) => {
  it.live("can send all its statements to the schema of this release", () =>
    Effect.gen(function* () {
      const url = yield* emptyDatabase
      const statements = yield* read(release)
      // Releases before migration 12 name no schema.
      const isNamed = statements.some(({ text }) => text.includes(`"bulk_contacts".`))
      if (isNamed) yield* query(url, "create schema bulk_contacts")
      yield* Effect.provide(migrateUpTo(release), layerConnection(url), { local: true })
      yield* Effect.provide(
        Effect.flatMap(Migrations, ({ run }) => run),
        PostgresStore.layer({ url: Redacted.make(url) }),
        { local: true },
      )
      yield* Effect.provide(replayStatements(statements), layerPlainConnection(url))
    }),
  )
})

it("The statements of the oldest release that the schema serves are known", () => {
  assert.include(served, OLDEST_RELEASE)
})

const query = (url: string, statement: string) =>
  Effect.flatMap(SqlClient.SqlClient, (sql) => sql.unsafe<object>(statement)).pipe(
    Effect.provide(layerConnection(url), { local: true }),
  )

/** Changes the schema as a later release does, which still serves those from this migration on. */
const migrateLater = (url: string, id: number, oldestRelease: number) =>
  query(url, `insert into bulk_contacts_migrations values (${id}, default, 'later', ${oldestRelease})`)

describe("A schema that a later release has changed", () => {
  const LATER = 9000
  const release = Effect.map(migrations, (all) => all.at(-1)?.[0] ?? 0)

  it.live("is used by a release that it serves, and by no other one", () =>
    Effect.gen(function* () {
      const url = yield* migratedDatabase
      const ours = yield* release
      yield* Effect.gen(function* () {
        const { pending, run } = yield* Migrations
        const readiness = yield* StoreReadiness
        yield* migrateLater(url, LATER, ours)
        assert.deepStrictEqual([yield* pending, yield* run, yield* readiness], [[], [], null])
        yield* everyStatement
        yield* migrateLater(url, LATER + 1, ours + 1)
        const tooOld = new ReleaseTooOld({ release: ours, oldestRelease: ours + 1 })
        assert.deepStrictEqual(yield* Effect.flip(pending), tooOld)
        assert.deepStrictEqual(yield* Effect.flip(run), tooOld)
        assert.strictEqual(yield* readiness, tooOld.message)
      }).pipe(Effect.provide(PostgresStore.layer({ url: Redacted.make(url) })))
    }),
  )

  it.live("names the oldest release that it serves", () =>
    Effect.gen(function* () {
      const url = yield* migratedDatabase
      const rows = yield* query(
        url,
        "select oldest_release from bulk_contacts_migrations order by migration_id desc limit 1",
      )
      assert.deepStrictEqual(rows, [{ oldest_release: OLDEST_RELEASE }])
    }),
  )
})

it.live("The statements of this release can be recorded and repeated", () =>
  Effect.gen(function* () {
    const url = yield* migratedDatabase
    const client = PgClient.layer({ url: Redacted.make(url) })
    const recorded = yield* Effect.provide(recordStatements(everyStatement), Layer.provideMerge(layerPorts(), client))
    const named = recorded.filter(({ text }) => text.includes(`"bulk_contacts"."`))
    assert.isAbove(named.length, 40)
    yield* Effect.provide(replayStatements(recorded), layerPlainConnection(yield* migratedDatabase))
    if (process.env["RECORD_RELEASE"] === "true") {
      const [last = 0] = (yield* migrations).map(([id]) => id).toReversed()
      yield* Effect.promise(() => writeFile(fileOf(last), `${JSON.stringify(recorded, null, 2)}\n`))
    }
  }),
)
