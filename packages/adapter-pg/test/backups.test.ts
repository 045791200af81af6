import { Administration, Backups, InvalidBackup, PostgresStore, StoreNotEmpty } from "@bulk-contacts/adapter-pg"
import { PgliteStore } from "@bulk-contacts/adapter-pg/pglite"
import { ApiKeys, bulkCreateContacts } from "@bulk-contacts/core"
import { layerConnection, migratedDatabase } from "@bulk-contacts/test-support/databases"
import { migratedDirectory } from "@bulk-contacts/test-support/directories"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Layer, Option, Redacted, Stream } from "effect"
import { SqlClient } from "effect/sql"
import { backupTables } from "../src/backup/records.ts"
import { createOrganization } from "./support/organization.ts"

const openPostgres = Effect.map(migratedDatabase, (url) => PostgresStore.layer({ url: Redacted.make(url) }))
const openPglite = Effect.map(migratedDirectory, (dataDir) => PgliteStore.layer({ dataDir }))

const lines = Stream.runCollect(Stream.unwrap(Effect.map(Backups, ({ lines }) => lines)))
const counts = Effect.flatMap(Backups, ({ counts }) => counts)
const restore = <E>(lines: Stream.Stream<string, E>) => Effect.flatMap(Backups, ({ restore }) => restore(lines))

/** Everything that a store can contain. */
const fill = Effect.gen(function* () {
  const administration = yield* Administration
  const { id, accountIds } = yield* createOrganization(2)
  const [closed] = accountIds
  const { key } = yield* administration.createApiKey(id, "Website")
  const { key: revoked } = yield* administration.createApiKey(id)
  yield* administration.revokeApiKey(revoked)
  const request = {
    contacts: [
      {
        email: "+tag@example.com",
        firstName: "=1+1",
        lastName: '\'t Hooft \u{1f600} \\ "quoted"',
        accountIds,
        source: "Line\u2028separator",
        metadata: JSON.parse('{"large":1e300,"__proto__":{"nested":[null,true,"\\u0007"]}}'),
        customFieldValues: [{ a: 1.5e-7 }],
      },
      "bea@example.com",
    ],
  }
  yield* bulkCreateContacts(id, request, { idempotencyKey: "k1", import: "contacts.csv" })
  if (closed !== undefined) yield* administration.closeAccount(id, closed)
  return { id, key, request }
})

/** What a backup says apart from when it was made, in any order of rows. */
const contentOf = ([header = "", ...rows]: ReadonlyArray<string>) => [
  header.replace(/"createdAt":"[^"]+"/, ""),
  ...rows.toSorted(),
]

describe("A backup", () => {
  it.live.each([
    ["PostgreSQL", "PGlite", openPostgres, openPglite],
    ["PGlite", "PostgreSQL", openPglite, openPostgres],
  ] as const)("of %s has every row, and becomes the same store on %s", ([, , openSource, openTarget]) =>
    Effect.gen(function* () {
      const source = yield* Layer.build(yield* openSource)
      const target = yield* Layer.build(yield* openTarget)
      const { id, key, request } = yield* Effect.provideContext(fill, source)
      yield* Effect.provideContext(fill, source)
      const original = yield* Effect.provideContext(lines, source)
      const restored = yield* Effect.provideContext(restore(Stream.fromIterable(original)), target)
      assert.deepStrictEqual(restored, {
        organizations: 2,
        api_keys: 4,
        accounts: 4,
        contact_types: 2,
        imports: 2,
        contacts: 4,
        idempotency_records: 2,
      })
      assert.deepStrictEqual(yield* Effect.provideContext(counts, target), restored)
      assert.deepStrictEqual(contentOf(yield* Effect.provideContext(lines, target)), contentOf(original))
      const used = Effect.gen(function* () {
        assert.deepStrictEqual(yield* (yield* ApiKeys).organizationOf(key), Option.some(id))
        const replay = yield* bulkCreateContacts(id, request, { idempotencyKey: "k1", import: "contacts.csv" })
        assert.deepInclude(replay, { created: 2, replayed: true })
      })
      yield* Effect.provideContext(used, target)
      // It has data now.
      const again = yield* Effect.flip(Effect.provideContext(restore(Stream.fromIterable(original)), target))
      assert.deepStrictEqual(again, new StoreNotEmpty({ counts: restored }))
    }),
  )

  it.live("that is not whole, or was interrupted, restores nothing", () =>
    Effect.gen(function* () {
      const store = yield* Layer.build(yield* openPostgres)
      const target = yield* Layer.build(yield* openPostgres)
      yield* Effect.provideContext(fill, store)
      const whole = yield* Effect.provideContext(lines, store)
      const [header = "", ...rest] = whole
      const damaged: ReadonlyArray<ReadonlyArray<string>> = [
        ...whole.map((_, end) => whole.slice(0, end)),
        ...whole.slice(1).map((_, i) => [...whole.slice(0, i + 1), ...whole.slice(i + 2)]),
        [...whole, "{}"],
        [header.replace('"version":1', '"version":2'), ...rest],
        [header, '{"begin":"secrets"}', ...rest],
        whole.map((line) => line.replace(/"createdAt": *"2/, '"createdAt":"not a time')),
        whole.map((line) => (line.includes("bea@") ? `${line}}` : line)),
      ]
      for (const lines of damaged) {
        const error = yield* Effect.flip(Effect.provideContext(restore(Stream.fromIterable(lines)), target))
        assert.instanceOf(error, InvalidBackup)
      }
      const interrupted = restore(Stream.concat(Stream.fromIterable(whole.slice(0, -1)), Stream.never))
      const fiber = yield* Effect.forkChild(Effect.provideContext(interrupted, target))
      yield* Effect.sleep("50 millis")
      yield* Fiber.interrupt(fiber)
      const left = yield* Effect.provideContext(counts, target)
      assert.isTrue(Object.values(left).every((rows) => rows === 0))
      yield* Effect.provideContext(restore(Stream.fromIterable(whole)), target)
    }),
  )

  it.live("knows every column of every table, but for what lives for seconds", () =>
    Effect.gen(function* () {
      const columns = Effect.flatMap(
        SqlClient.SqlClient,
        (sql) => sql<{ readonly name: string }>`
          select table_name || '.' || column_name as name
          from information_schema.columns
          where table_schema = 'bulk_contacts' and table_name not in ('staged_contacts', 'bulk_contacts_migrations')`,
      )
      const rows = yield* Effect.provide(columns, layerConnection(yield* migratedDatabase))
      assert.sameMembers(
        backupTables.flatMap(({ name, columns }) => columns.map(({ column }) => `${name}.${column}`)),
        rows.map(({ name }) => name),
      )
    }),
  )
})
