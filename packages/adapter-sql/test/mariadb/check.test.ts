import { makeSqlStore, mysql2, type SqlTables } from "@bulk-contacts/adapter-sql"
import mysql from "mysql2/promise"
import { assert, describe, it, onTestFinished } from "vitest"
import { hasMariaDb, MISSING, nameOf, openDatabase, startMariaDb } from "../support/mariadb.ts"
import { makeFixture, schema, tablesOf } from "./crm.ts"

const tables = tablesOf("link")
const storeOn = (pool: mysql.Pool, mapping: SqlTables = tables) =>
  makeSqlStore({ dialect: "mariadb", runner: mysql2(pool), tables: mapping })
const exact = "character set utf8mb4 collate utf8mb4_nopad_bin"

/** Runs what the README runs: each fix, once. */
const runFixes = async (pool: mysql.Pool) => {
  const problems = await storeOn(pool).check()
  for (const { message, fix } of problems) {
    assert.isNotNull(fix, message)
    await pool.query(fix ?? "")
  }
  return problems.map(({ message }) => message)
}

const registerTests = (server: mysql.ConnectionOptions) => {
  const open = (...broken: ReadonlyArray<string>) => openDatabase(server, ...schema, ...broken)
  /** What follows the type of a column. */
  const definitionOf = async (pool: mysql.Pool, table: string, column: string) => {
    const [[row]] = await pool.query<Array<mysql.RowDataPacket>>(`show create table ${table}`)
    return String(row?.["Create Table"])
      .split("\n")
      .find((line) => line.startsWith(`  \`${column}\` `))
      ?.trim()
  }

  it("lists a missing column together with the index over it, so that one pass of the fixes is enough", async () => {
    const pool = await open("alter table people drop index workspace, drop column active_email")
    assert.deepStrictEqual(await runFixes(pool), [
      "The column people.active_email does not exist",
      "The table people needs a unique index over `workspace`, `active_email`: without it, an email or id may occur twice",
    ])
    assert.deepStrictEqual(await storeOn(pool).check(), [])
  })

  describe("a fix changes only what is wrong", () => {
    it.each([
      [
        "people",
        "joined_at",
        "datetime not null default current_timestamp on update current_timestamp comment 'since ''current_timestamp()'''",
        "datetime(3) NOT NULL DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3) COMMENT 'since ''current_timestamp()'''",
      ],
      [
        "people",
        "joined_at",
        "timestamp not null default '2020-01-01'",
        "timestamp(3) NOT NULL DEFAULT '2020-01-01 00:00:00.000'",
      ],
      [
        "people",
        "given_name",
        "varchar(50) character set utf8mb4 collate utf8mb4_unicode_ci not null default 'it''s, none' comment 'given, or ?' check (given_name <> 'x')",
        "varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT 'it''s, none' COMMENT 'given, or ?' CHECK (`given_name` <> 'x')",
      ],
      ["people", "email", "varchar(320) character set latin1 not null", "varchar(320) NOT NULL"],
      ["people", "family_name", "text character set latin1", "text DEFAULT NULL"],
      ["people", "family_name", "varchar(300) not null default 'x'", "varchar(300) DEFAULT 'x'"],
      [
        "request_keys",
        "key",
        "varchar(100) character set latin1 not null comment 'k'",
        `varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'k'`,
      ],
      [
        "kinds",
        "name",
        "varchar(50) character set utf8mb4 collate utf8mb4_general_ci not null default 'none' comment 'c'",
        "varchar(50) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT 'none' COMMENT 'c'",
      ],
    ])("%s.%s %s", async (table, column, broken, fixed) => {
      const pool = await open(`alter table ${table} modify \`${column}\` ${broken}`)
      assert.strictEqual((await runFixes(pool)).length, 1)
      assert.strictEqual((await definitionOf(pool, table, column))?.replace(/,$/, ""), `\`${column}\` ${fixed}`)
      assert.deepStrictEqual(await storeOn(pool).check(), [])
    })
  })

  it("leaves a column of a foreign key to you, because it cannot be changed alone", async () => {
    const pool = await open(
      "alter table kinds modify name varchar(255) character set utf8mb4 collate utf8mb4_general_ci not null, add unique (name)",
      "create table others (kind varchar(255) character set utf8mb4 collate utf8mb4_general_ci references kinds (name))",
    )
    const [problem, ...others] = await storeOn(pool).check()
    assert.include(problem?.message, "The column kinds.name has a collation that treats different values as equal")
    assert.deepInclude(problem, { fix: null })
    assert.deepStrictEqual(others, [])
  })

  it("takes no column for too short that it only reads, or that holds the tenant", async () => {
    const pool = await open(
      `alter table companies modify number varchar(50) ${exact} not null, modify workspace varchar(36) ${exact} not null`,
      `alter table kinds modify name varchar(50) ${exact} not null`,
      `alter table people modify workspace varchar(36) ${exact} not null`,
    )
    assert.deepStrictEqual(await storeOn(pool).check(), [])
  })

  it("names a column of ids that has another type than the mapping says", async () => {
    const pool = await open("alter table companies modify workspace bigint not null")
    const [problem, ...others] = await storeOn(pool).check()
    assert.include(
      problem?.message,
      'The column companies.workspace is bigint(20), but the mapping says that its ids are text: map it as { column: "workspace", type: "integer" }',
    )
    assert.deepStrictEqual(others, [])
    const accounts = { ...tables.accounts, id: { column: "number", type: "integer" } } as SqlTables["accounts"]
    const problems = await storeOn(await open(), { ...tables, ...(accounts && { accounts }) }).check()
    assert.include(problems[0]?.message, "but the mapping says that its ids are integer")
  })

  it("accepts ids that are unique by fewer columns", async () => {
    const pool = await open("alter table companies drop index workspace, drop column number")
    const accounts = { ...tables.accounts, id: { column: "id", type: "integer" } } as SqlTables["accounts"]
    assert.deepStrictEqual(await storeOn(pool, { ...tables, ...(accounts && { accounts }) }).check(), [])
  })

  it("says nothing of deleted rows where an index cannot leave them out", async () => {
    const pool = await open("alter table companies drop index workspace")
    assert.deepStrictEqual(await runFixes(pool), [
      "The table companies needs a unique index over `workspace`, `number`: without it, an email or id may occur twice",
    ])
  })

  it.each([
    ["workspace, email", "must not cover deleted rows, because they do not occupy their email"],
    ["email", "must begin with the tenant, because organizations may have contacts with the same email"],
    ["active_email", "must begin with the tenant, because organizations may have contacts with the same email"],
  ])("names a left-over unique index over %s", async (columns, reason) => {
    const pool = await open(`create unique index leftover on people (${columns})`)
    assert.deepStrictEqual(await storeOn(pool).check(), [
      {
        message: `The unique index leftover of people ${reason}: drop it`,
        fix: null,
      },
    ])
    // It refuses contacts of other organizations only.
    if (columns === "active_email") return
    const fixture = makeFixture(pool, "link")
    await fixture.createContactType("us", "lead", { isDefault: true })
    const { contacts } = storeOn(pool)
    const create = () => contacts.bulkCreate("us", { contacts: ["ada@example.com"] }).catch((error) => error.message)
    assert.deepInclude(await create(), { created: 1 })
    await fixture.deleteContact("us", "ada@example.com")
    assert.include(await create(), "A contact whose email is free violates the unique index leftover of people")
  })

  it("names times that the session converts", async () => {
    const pool = await open("alter table people modify joined_at timestamp(3) not null")
    const inZone = async (zone: string) => {
      const zoned = mysql.createPool({ ...server, database: await nameOf(pool), connectionLimit: 1 })
      onTestFinished(() => zoned.end())
      await zoned.query(`set time_zone = '${zone}'`)
      return storeOn(zoned).check()
    }
    assert.deepStrictEqual(await inZone("+00:00"), [])
    const [problem, ...others] = await inZone("+05:00")
    assert.include(
      problem?.message,
      "The column people.joined_at is timestamp(3), which is converted from the session's time zone, +05:00",
    )
    assert.deepStrictEqual(others, [])
  })

  it.each([{ rowsAsArray: true }, { nestTables: "_" as const }, { nestTables: true }])(
    "names a pool whose rows it cannot read: %j",
    async (option) => {
      const pool = await open()
      const other = mysql.createPool({ ...server, database: await nameOf(pool), ...option })
      onTestFinished(() => other.end())
      const problems = await storeOn(other).check()
      assert.strictEqual(problems.length, 1)
      assert.include(problems[0]?.message, "The runner's rows must be objects by the names of the columns")
    },
  )
}

if (hasMariaDb) {
  const server = await startMariaDb()
  // The sessions' time zone is not that of the machine.
  await (await openDatabase(server)).query("set global time_zone = '+00:00'")
  registerTests(server)
} else it.skip(MISSING, () => {})
