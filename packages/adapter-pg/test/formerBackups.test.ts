import { readdirSync, readFileSync } from "node:fs"
import { Backups, PostgresStore } from "@bulk-contacts/adapter-pg"
import { ApiKeys } from "@bulk-contacts/core"
import { migratedDatabase } from "@bulk-contacts/test-support/databases"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option, Redacted, Stream } from "effect"
import { FORMAT_VERSION } from "../src/backup/format.ts"
import { backupTables } from "../src/backup/records.ts"

/** A backup of each version of the format, as a release has written it. A file is never changed. */
const directory = new URL("backups/", import.meta.url)
const linesOf = (version: number) =>
  readFileSync(new URL(`${version}.jsonl`, directory), "utf8")
    .trimEnd()
    .split("\n")

type Row = Readonly<Record<string, unknown>>

/** The rows of each table. */
const rowsOf = (lines: ReadonlyArray<string>): Readonly<Record<string, ReadonlyArray<Row>>> => {
  const tables: Record<string, Array<Row>> = {}
  let rows: Array<Row> = []
  for (const line of lines.slice(1).map((line) => JSON.parse(line))) {
    if (line.begin !== undefined) rows = tables[line.begin] = []
    else if (line.end === undefined && line.complete === undefined) rows.push(line)
  }
  return tables
}

const versions = readdirSync(directory).map((name) => Number.parseInt(name, 10))

describe("A backup in the format of a former release", () => {
  it.live.each(versions)("is restored with every value: version %i", (version) =>
    Effect.gen(function* () {
      const store = yield* Layer.build(PostgresStore.layer({ url: Redacted.make(yield* migratedDatabase) }))
      const former = rowsOf(linesOf(version))
      const restored = Effect.gen(function* () {
        const { restore, lines } = yield* Backups
        const counts = yield* restore(Stream.fromIterable(linesOf(version)))
        for (const [table, rows] of Object.entries(former)) assert.strictEqual(counts[table], rows.length)
        // Before the key is used, which changes when it was last used.
        const written = rowsOf(yield* Stream.runCollect(lines))
        const organization = yield* (yield* ApiKeys).organizationOf(Redacted.make("demo-api-key"))
        assert.deepStrictEqual<unknown>(organization, Option.some("demo"))
        return written
      })
      const current = yield* Effect.provideContext(restored, store)
      for (const [table, rows] of Object.entries(former)) {
        for (const row of rows)
          assert.isTrue(
            current[table]?.some((other) => hasAll(other, row)),
            JSON.stringify(row),
          )
      }
    }),
  )

  it("is there for this release; what it writes beyond that needs another version, which older releases refuse", () => {
    const rows = rowsOf(linesOf(FORMAT_VERSION))
    assert.sameMembers(
      Object.keys(rows),
      backupTables.map(({ name }) => name),
    )
    for (const [table, [row = {}]] of Object.entries(rows)) {
      const written = backupTables.find(({ name }) => name === table)?.columns.map(({ property }) => property)
      assert.sameMembers(Object.keys(row), written ?? [])
    }
  })
})

/** Whether a row has all values of another one. */
const hasAll = (row: Row, values: Row): boolean =>
  Object.entries(values).every(([property, value]) => JSON.stringify(row[property]) === JSON.stringify(value))
