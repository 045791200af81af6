import { readdir, readFile, writeFile } from "node:fs/promises"
import { Migrations, PostgresStore } from "@bulk-contacts/adapter-pg"
import { emptyDatabase, layerPlainConnection, migratedDatabase } from "@bulk-contacts/test-support/databases"
import { PgClient } from "@effect/sql-pg"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import { Migrator } from "effect/sql"
import { layerPorts } from "../src/layerPorts.ts"
import { migrations } from "../src/migrations/index.ts"
import { everyStatement } from "./support/everyStatement.ts"
import { type RecordedStatement, recordStatements, replayStatements } from "./support/recordedStatements.ts"

/**
 * The statements of earlier releases, each in a file that has the number of the release's last migration as its name.
 * Whoever publishes a release records its statements: `RECORD_RELEASE=true npx vitest run releases`.
 */
const folder = new URL("releases/", import.meta.url)

const releases = (await readdir(folder)).map((file) => Number.parseInt(file, 10))

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

describe.each(releases)("The release whose last migration is %i", (release) => {
  it.live("can send all its statements to the schema of this release", () =>
    Effect.gen(function* () {
      const url = yield* emptyDatabase
      const statements = yield* read(release)
      yield* Effect.provide(migrateUpTo(release), layerPlainConnection(url), { local: true })
      yield* Effect.provide(
        Effect.flatMap(Migrations, ({ run }) => run),
        PostgresStore.layer({ url: Redacted.make(url) }),
        { local: true },
      )
      yield* Effect.provide(replayStatements(statements), layerPlainConnection(url))
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
