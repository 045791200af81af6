import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { makeSqlStore, nodeSqlite, type SqlTables } from "@bulk-contacts/adapter-sql"
import { StoreFailure } from "@bulk-contacts/core/promise"
import { times } from "@bulk-contacts/test-support/times"
import fc from "fast-check"
import { assert, describe, it, onTestFinished } from "vitest"
import { anyTables } from "../support/anyTables.ts"
import { createdByCheck } from "../support/createdByCheck.ts"
import { schema, tablesOf } from "./crm.ts"

const tables = tablesOf("link")
const storeOn = (database: DatabaseSync, mapping: SqlTables = tables) => {
  const runner = nodeSqlite(database)
  return { runner, ...makeSqlStore({ dialect: "sqlite", runner, tables: mapping }) }
}

const open = (...statements: ReadonlyArray<string>): DatabaseSync => {
  const database = new DatabaseSync(":memory:")
  for (const statement of [schema, ...statements]) database.exec(statement)
  onTestFinished(() => database.close())
  return database
}

const aTeam =
  "insert into kinds values ('us', 'lead', 1, null); insert into accounts (team, number) values ('us', 'A1')"
const request = { contacts: ["ada@example.com"], accountIds: "A1" }
const countOf = (database: DatabaseSync, table: string) =>
  database.prepare(`select count(*) as count from ${table}`).get()?.["count"]

it("the fixes create the tables of any mapping, whatever its names", () =>
  fc.assert(
    fc.asyncProperty(anyTables, async (mapping) => {
      const database = new DatabaseSync(":memory:")
      await createdByCheck(mapping, {
        store: storeOn(database, mapping),
        execute: async (sql) => database.exec(sql),
        quote: (name) => `"${name.replaceAll('"', '""')}"`,
      })
      database.close()
    }),
    { numRuns: times(100, 1000) },
  ))

describe("check", () => {
  it("finds nothing wrong with tables that are right", async () => {
    assert.deepStrictEqual(await storeOn(open()).check(), [])
  })

  it.each([
    ["drop index people_email", `The table people needs a unique index over "team", "email" of the rows where`],
    ["drop table request_keys", "The table request_keys does not exist"],
    ["create unique index total on people (team, email)", "must not cover deleted rows"],
    ["alter table people drop column phone", "The column people.phone does not exist"],
    [
      "drop table request_keys; create table request_keys (team text, key text collate nocase, fingerprint text, result text, created_at text, unique (team, key))",
      "The column request_keys.key has a collation that treats different values as equal",
    ],
    [
      "drop table request_keys; create table request_keys (team text, key text, fingerprint text, result text, created_at integer, unique (team, key))",
      "The column request_keys.created_at is INTEGER, which turns times into numbers",
    ],
    [
      "drop table request_keys; create table request_keys (team text, key text, fingerprint text, result text, created_at text, region text not null, unique (team, key))",
      "The column request_keys.region must have a value, but gets none",
    ],
    [
      "create unique index leftover on people (email)",
      "The unique index leftover of people must begin with the tenant",
    ],
    [
      "create unique index leftover on people (email) where deleted_at is null",
      "The unique index leftover of people must begin with the tenant",
    ],
    [
      "alter table people drop column status",
      "The column people.status, which gets a constant of the mapping, does not exist: add it",
    ],
    [
      "drop table accounts; create table accounts (id integer primary key, team text, number text, closed_at text); create unique index one on accounts (number) where closed_at is not null",
      `The table main.accounts needs a unique index over "team", "number" of the rows where "closed_at" is null`,
    ],
    [
      "drop table request_keys; create table request_keys (team integer, key text, fingerprint text, result text, created_at text, unique (team, key))",
      'The column request_keys.team is INTEGER, but the mapping says that its ids are text: map it as { column: "team", type: "integer" }',
    ],
    [
      "alter table people drop column last_name; alter table people add column last_name text not null default ''",
      "The column people.last_name is not null, but has no value in some rows: allow null",
    ],
  ])("names what %j breaks", async (broken, message) => {
    const [problem, ...others] = await storeOn(open(broken)).check()
    assert.include(problem?.message, message)
    assert.deepStrictEqual(others, [])
  })
})

it("check lists a missing column together with the index over it, so that one pass of the fixes is enough", async () => {
  const database = open(
    "drop index people_email; drop trigger count_remaining; alter table people drop column deleted_at",
  )
  const problems = await storeOn(database).check()
  assert.strictEqual(problems.length, 2)
  for (const { fix } of problems) database.exec(fix ?? "")
  assert.deepStrictEqual(await storeOn(database).check(), [])
})

it("check accepts ids that are unique by fewer columns", async () => {
  const database = open(
    "drop table accounts; create table accounts (id integer primary key, team text, number text unique, closed_at text)",
  )
  assert.deepStrictEqual(await storeOn(database).check(), [])
})

it("stores contacts and the caller's own rows together, or neither", async () => {
  const database = open(aTeam, "create table audit (entry text)")
  const { runner, contacts } = storeOn(database)
  const create = (fails: boolean) =>
    runner.transaction(async (tx) => {
      tx.prepare("insert into audit values ('created')").run()
      assert.deepInclude(await contacts.within(tx).bulkCreate("us", request), { ok: true, created: 1 })
      if (fails) throw new Error("changed my mind")
    })
  await Promise.resolve(create(true)).then(
    () => assert.fail("it was committed"),
    (error) => assert.strictEqual(error.message, "changed my mind"),
  )
  assert.deepStrictEqual([countOf(database, "audit"), countOf(database, "people")], [0, 0])
  // Waits for the caller's transaction, and is not part of it.
  await Promise.all([create(false), contacts.bulkCreate("us", { contacts: ["b@example.com"] })])
  assert.deepStrictEqual([countOf(database, "audit"), countOf(database, "people")], [1, 2])
})

it("within rejects and stores nothing if no transaction has begun", async () => {
  const database = open(aTeam)
  const { contacts } = storeOn(database)
  const error = await contacts
    .within(database)
    .bulkCreate("us", request)
    .then(
      () => assert.fail("it was stored"),
      (error) => error,
    )
  assert.match(error.message, /^No transaction has begun, and nothing was stored: /)
  assert.strictEqual(countOf(database, "people"), 0)
  // It has left no transaction open.
  database.exec("begin; rollback")
})

it("a database that another program keeps busy is a failure that a retry may overcome", async () => {
  const directory = mkdtempSync(join(tmpdir(), "adapter-sql-"))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const [ours, theirs] = [0, 1].map(() => new DatabaseSync(join(directory, "crm.db"), { timeout: 0 }))
  assert.ok(ours !== undefined && theirs !== undefined)
  ours.exec(schema + aTeam)
  const { contacts } = storeOn(ours)
  theirs.exec("begin immediate")
  const error = await contacts.bulkCreate("us", request).then(
    () => assert.fail("it was stored"),
    (error) => error,
  )
  assert.instanceOf(error, StoreFailure)
  assert.isTrue(error.retryable)
  theirs.exec("rollback")
  assert.deepInclude(await contacts.bulkCreate("us", request), { created: 1 })
  ours.close()
  theirs.close()
})

it("a request of another organization than that of the tables rejects with an error that names it", async () => {
  const database = open("create table clients (id text primary key, email text unique)")
  const names = ["firstName", "lastName", "phoneNumber", "avatarUrl", "source", "contactType", "createdAt"] as const
  const absent = Object.fromEntries(names.map((name) => [name, null])) as Record<(typeof names)[number], null>
  const mapping: SqlTables = {
    tenant: { organization: "us" },
    contacts: { table: "clients", id: "id", email: "email", ...absent, customFieldValues: null, metadata: null },
    contactTypes: { constant: "lead" },
  }
  const { contacts } = storeOn(database, mapping)
  assert.deepInclude(await contacts.bulkCreate("us", { contacts: ["ada@example.com"] }), { created: 1 })
  const error = await contacts.bulkCreate("them", { contacts: ["ada@example.com"] }).catch(String)
  assert.strictEqual(error, "Error: The organization them does not exist")
})
