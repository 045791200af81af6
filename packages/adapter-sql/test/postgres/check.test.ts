import { makeSqlStore, nodePostgres } from "@bulk-contacts/adapter-sql"
import { times } from "@bulk-contacts/test-support/times"
import fc from "fast-check"
import { assert, beforeEach, describe, it } from "vitest"
import { anyTables } from "../support/anyTables.ts"
import { createdByCheck } from "../support/createdByCheck.ts"
import { openDatabase } from "../support/postgresDatabase.ts"
import { schema, tables } from "./crm.ts"

const pool = await openDatabase("")
const runner = nodePostgres(pool)
const storeOf = (mapping = tables) => makeSqlStore({ dialect: "postgres", runner, tables: mapping })

const emptyDatabase = () =>
  pool.query("drop schema if exists crm cascade; drop schema public cascade; create schema public")

it("the fixes create the tables of any mapping, whatever its names", () =>
  fc.assert(
    fc.asyncProperty(anyTables, async (mapping) => {
      await emptyDatabase()
      await createdByCheck(mapping, {
        store: storeOf(mapping),
        execute: (sql) => pool.query(sql),
        quote: (name) => `"${name.replaceAll('"', '""')}"`,
      })
    }),
    { numRuns: times(15, 200) },
  ))

describe("check", () => {
  beforeEach(async () => {
    await emptyDatabase()
    await pool.query(schema)
  })

  it("finds nothing wrong with tables that are right", async () => {
    assert.deepStrictEqual(await storeOf().check(), [])
  })

  it.each([
    {
      broken: "drop index crm.people_tenant_id_email_idx",
      message: 'The table crm.people needs a unique index over "tenant_id", "email"',
    },
    {
      broken:
        "drop index crm.people_tenant_id_email_idx; create unique index on crm.people (email) where archived_at is null",
      message: 'The table crm.people needs a unique index over "tenant_id", "email"',
    },
    {
      broken: "alter table crm.request_keys drop constraint request_keys_pkey",
      message: "The table crm.request_keys needs a unique index",
    },
    { broken: "alter table crm.people drop column phone", message: "The column crm.people.phone does not exist" },
    { broken: "drop table crm.request_keys", message: "The table crm.request_keys does not exist" },
    {
      broken: "alter table crm.people alter column created_at type timestamp",
      message: "The column crm.people.created_at is timestamp without time zone",
    },
    {
      broken: "alter table crm.people alter column picture type varchar(255)",
      message: "The column crm.people.picture holds 255 characters, but its values may have 2048",
    },
    {
      broken:
        "create collation crm.loose (provider = icu, locale = 'und-u-ks-level1', deterministic = false); alter table crm.people alter column email type text collate crm.loose",
      message: "The collation of crm.people.email treats different values as equal",
    },
  ])("names what $broken breaks, and its fix fixes it", async ({ broken, message }) => {
    await pool.query(broken)
    const problems = await storeOf().check()
    assert.include(problems[0]?.message, message)
    for (const { fix } of problems) await pool.query(fix ?? "")
    assert.deepStrictEqual(await storeOf().check(), [])
  })

  it("names an index that deleted contacts would be in", async () => {
    await pool.query("create unique index total on crm.people (tenant_id, email)")
    const [problem] = await storeOf().check()
    assert.include(problem?.message, "must not cover deleted rows")
  })

  it("names a column that must have a value and gets none", async () => {
    await pool.query("alter table crm.people add column region text not null")
    assert.deepStrictEqual(await storeOf().check(), [
      {
        message:
          "The column crm.people.region must have a value, but gets none: give it a default or a constant in the mapping",
        fix: null,
      },
    ])
    const constants = { ...tables.contacts.constants, region: "EU" }
    assert.deepStrictEqual(await storeOf({ ...tables, contacts: { ...tables.contacts, constants } }).check(), [])
  })
})
