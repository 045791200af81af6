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
        'drop index crm.people_tenant_id_email_idx; create unique index on crm.people (email, "order") where archived_at is null',
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
      message: "The column crm.people.created_at is timestamp without time zone, which has no time zone",
    },
    {
      broken: "alter table crm.people alter column picture type varchar(255)",
      message: "The column crm.people.picture holds 255 characters, but its values may have 2048",
    },
    {
      broken:
        "create collation crm.loose (provider = icu, locale = 'und-u-ks-level1', deterministic = false); alter table crm.people alter column email type text collate crm.loose",
      message: "The column crm.people.email has a collation that treats different values as equal",
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

  it("lists a missing column together with the index over it, so that one pass of the fixes is enough", async () => {
    await pool.query(
      "drop index crm.people_tenant_id_email_idx; alter table crm.people drop column archived_at cascade",
    )
    const problems = await storeOf().check()
    assert.strictEqual(problems.length, 2)
    for (const { fix } of problems) await pool.query(fix ?? "")
    assert.deepStrictEqual(await storeOf().check(), [])
  })

  it("a fix keeps the collation, the default and what is longer than it must be", async () => {
    await pool.query(`
      alter table crm.people alter column picture type varchar(255) collate "POSIX", alter picture set default 'p';
      alter table crm.people alter column family_name set not null, alter email type varchar(320)`)
    const problems = await storeOf().check()
    assert.deepStrictEqual(
      problems.map(({ message }) => message),
      [
        "The column crm.people.family_name is not null, but has no value in some rows: allow null",
        "The column crm.people.picture holds 255 characters, but its values may have 2048",
      ],
    )
    for (const { fix } of problems) await pool.query(fix ?? "")
    assert.deepStrictEqual(await storeOf().check(), [])
    const { rows } = await pool.query(
      `select collation_name, column_default from information_schema.columns
      where table_schema = 'crm' and table_name = 'people' and column_name = 'picture'`,
    )
    assert.deepStrictEqual(rows, [{ collation_name: "POSIX", column_default: "'p'::character varying" }])
  })

  it("takes no column for too short that it only reads, or that holds the tenant", async () => {
    await pool.query(`
      alter table crm.companies alter "External Id" type varchar(50), alter tenant_id type varchar(36);
      alter table crm.kinds alter name type varchar(50);
      alter table crm.people alter tenant_id type varchar(36)`)
    assert.deepStrictEqual(await storeOf().check(), [])
  })

  it.each([
    ["bigint", "integer"],
    ["uuid", "uuid"],
  ])("names a column of ids that is %s, but text in the mapping", async (type, mapped) => {
    await pool.query(`alter table crm.companies alter "External Id" type ${type} using null`)
    const [problem, ...others] = await storeOf().check()
    assert.include(
      problem?.message,
      `The column crm.companies.External Id is ${type}, but the mapping says that its ids are text: map it as { column: "External Id", type: "${mapped}" }`,
    )
    assert.deepStrictEqual(others, [])
  })

  it("accepts a domain over the type of the mapping", async () => {
    await pool.query(
      'create domain crm.code as varchar(20); alter table crm.companies alter "External Id" type crm.code',
    )
    assert.deepStrictEqual(await storeOf().check(), [])
  })

  it("accepts ids that are unique by fewer columns", async () => {
    await pool.query(`
      alter table crm.companies drop constraint "companies_tenant_id_External Id_key"; 
      alter table crm.companies add unique ("External Id")`)
    assert.deepStrictEqual(await storeOf().check(), [])
  })

  it.each([
    ["(email)", "must begin with the tenant, because organizations may have contacts with the same email"],
    [
      "(lower(email)) where archived_at is null",
      "must begin with the tenant, because organizations may have contacts with the same email",
    ],
    ["(tenant_id, lower(email))", "must not cover deleted rows, because they do not occupy their email"],
  ])("names a left-over unique index over %s", async (columns, reason) => {
    await pool.query(`create unique index leftover on crm.people ${columns}`)
    assert.deepStrictEqual(await storeOf().check(), [
      {
        message: `The unique index crm.leftover of crm.people ${reason}: drop it`,
        fix: null,
      },
    ])
  })

  it("names the column of a constant that does not exist, in a new table too", async () => {
    const message = "The column crm.people.stage, which gets a constant of the mapping, does not exist: add it"
    await pool.query("alter table crm.people drop column stage")
    assert.deepStrictEqual(await storeOf().check(), [{ message, fix: null }])
    await pool.query("drop table crm.people cascade")
    assert.deepInclude(await storeOf().check(), { message, fix: null })
  })

  it("names a column of ids that cannot hold the UUIDs of contacts", async () => {
    await pool.query("drop table crm.people_companies; alter table crm.people alter id type bigint using 1")
    const messages = (await storeOf().check()).map(({ message }) => message)
    assert.include(messages, "The column crm.people.id is bigint, which cannot hold a UUID")
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
