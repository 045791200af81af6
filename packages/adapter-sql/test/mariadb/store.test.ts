import { makeSqlStore, mysql2, type SqlTables } from "@bulk-contacts/adapter-sql"
import { StoreFailure } from "@bulk-contacts/core/promise"
import { times } from "@bulk-contacts/test-support/times"
import fc from "fast-check"
import { createPool } from "mysql2"
import mysql from "mysql2/promise"
import { assert, describe, it } from "vitest"
import { anyTables } from "../support/anyTables.ts"
import { createdByCheck } from "../support/createdByCheck.ts"
import { hasMariaDb, MISSING, nameOf, openDatabase, startMariaDb } from "../support/mariadb.ts"
import { makeFixture, schema, tablesOf } from "./crm.ts"

const tables = tablesOf("link")
const storeOn = (pool: mysql.Pool, mapping: SqlTables = tables) =>
  makeSqlStore({ dialect: "mariadb", runner: mysql2(pool), tables: mapping })

/** MariaDB needs a generated column where others have partial indexes and indexes of expressions. */
const withActiveEmail = (mapping: SqlTables): SqlTables => ({
  ...mapping,
  contacts: { ...mapping.contacts, activeEmail: "ae_" },
})

const registerTests = (server: mysql.ConnectionOptions) => {
  it("the fixes create the tables of any mapping, whatever its names", () =>
    fc.assert(
      fc.asyncProperty(anyTables.map(withActiveEmail), async (mapping) => {
        const pool = await openDatabase(server)
        await createdByCheck(mapping, {
          store: storeOn(pool, mapping),
          execute: (sql) => pool.query(sql),
          quote: (name) => `\`${name.replaceAll("`", "``")}\``,
        })
        await pool.end()
      }),
      { numRuns: times(10, 100) },
    ))

  describe("check", () => {
    it("finds nothing wrong with tables that are right", async () => {
      assert.deepStrictEqual(await storeOn(await openDatabase(server, ...schema)).check(), [])
    })

    it.each([
      [
        "alter table people drop index workspace",
        "The table people needs a unique index over `workspace`, `active_email`",
      ],
      ["drop table request_keys", "The table request_keys does not exist"],
      ["alter table people drop column phone", "The column people.phone does not exist"],
      [
        "alter table request_keys modify `key` varchar(255) character set utf8mb4 collate utf8mb4_bin not null",
        "The column request_keys.key has a collation that treats different values as equal",
      ],
      [
        "alter table kinds modify name varchar(255) character set utf8mb4 collate utf8mb4_general_ci not null",
        "The column kinds.name has a collation that treats different values as equal",
      ],
      [
        "alter table people modify joined_at datetime not null",
        "The column people.joined_at is datetime, which has no milliseconds: it must be datetime(3)",
      ],
      ["alter table people modify origin varchar(100)", "The column people.origin holds 100 characters"],
      [
        "alter table people modify given_name varchar(255) character set latin1 not null",
        "whose character set latin1 does not have every character: it must be utf8mb4",
      ],
    ])("names what %j breaks, and its fix fixes it", async (broken, message) => {
      const pool = await openDatabase(server, ...schema, broken)
      const [problem, ...others] = await storeOn(pool).check()
      assert.include(problem?.message, message)
      assert.deepStrictEqual(others, [])
      await pool.query(problem?.fix ?? "")
      assert.deepStrictEqual(await storeOn(pool).check(), [])
    })
  })

  it("check names transactions that are not read committed", async () => {
    const pool = await openDatabase(server, ...schema)
    const runner = mysql2(pool)
    const asByDefault: typeof runner = {
      ...runner,
      transaction: async (run) => {
        const connection = await pool.getConnection()
        await connection.query("begin")
        await run(connection)
        await connection.query("commit")
        connection.release()
      },
    }
    const [problem] = await makeSqlStore({ dialect: "mariadb", runner: asByDefault, tables }).check()
    assert.include(
      problem?.message,
      "The runner's transactions are REPEATABLE READ: it must begin them with READ COMMITTED",
    )
  })

  it("a mapping with deleted contacts needs the generated column", async () => {
    const pool = await openDatabase(server)
    const { activeEmail: _, ...contacts } = tables.contacts
    assert.throws(() => storeOn(pool, { ...tables, contacts }), "contacts.activeEmail must name a generated column")
  })

  it("stores contacts and the caller's own rows together, or neither", async () => {
    const pool = await openDatabase(server, ...schema, "create table audit (entry varchar(10))")
    await makeFixture(pool, "link").createContactType("us", "lead", { isDefault: true })
    const { contacts } = storeOn(pool)
    const connection = await pool.getConnection()
    const counts = async () => {
      const [[row]] = await pool.query<Array<mysql.RowDataPacket>>(
        "select (select count(*) from audit) as audit, (select count(*) from people) as people",
      )
      return row
    }
    for (const [end, count] of [
      ["rollback", 0],
      ["commit", 1],
    ] as const) {
      await connection.query("begin")
      await connection.query("insert into audit values ('created')")
      const options = { idempotencyKey: "k" }
      const { bulkCreate } = contacts.within(connection)
      assert.deepInclude(await bulkCreate("us", { contacts: ["ada@example.com"] }, options), { created: 1 })
      assert.deepInclude(await bulkCreate("us", { contacts: ["b@c.de"], accountIds: "X" }), { ok: false })
      assert.deepInclude(await contacts.bulkCreate("us", { contacts: ["ada@example.com"] }, options), {
        refusal: "IdempotencyKeyInUse",
      })
      await connection.query(end)
      assert.deepEqual({ ...(await counts()) }, { audit: count, people: count })
    }
    connection.release()
  })

  it("within rejects and stores nothing if no transaction has begun", async () => {
    const pool = await openDatabase(server, ...schema)
    await makeFixture(pool, "link").createContactType("us", "lead", { isDefault: true })
    const { contacts } = storeOn(pool)
    const connection = await pool.getConnection()
    // @ts-expect-error: a pool has no transaction.
    for (const service of [contacts.within(connection), contacts.within(pool)]) {
      const error = await service.bulkCreate("us", { contacts: ["ada@example.com"] }).then(
        () => assert.fail("it was stored"),
        (error) => error,
      )
      assert.match(error.message, /^No transaction has begun, and nothing was stored: /)
    }
    assert.deepStrictEqual(await makeFixture(pool, "link").contacts("us"), [])
    // Without autocommit, every statement is part of a transaction.
    await connection.query("set autocommit = 0")
    const request = { contacts: ["ada@example.com"] }
    assert.deepInclude(await contacts.within(connection).bulkCreate("us", request), { created: 1 })
    await connection.query("commit")
    connection.destroy()
    assert.strictEqual((await makeFixture(pool, "link").contacts("us")).length, 1)
  })

  it("creates contacts of accounts, types and emails that are newer than the caller's snapshot", async () => {
    const pool = await openDatabase(server, ...schema)
    const fixture = makeFixture(pool, "link")
    const { contacts } = storeOn(pool)
    const connection = await pool.getConnection()
    await connection.query("set session transaction isolation level repeatable read")
    await connection.query("begin")
    await connection.query("select * from companies, kinds, people")
    await fixture.createAccount("us", "A1")
    await fixture.createContactType("us", "lead", { isDefault: true })
    assert.deepInclude(await contacts.bulkCreate("us", { contacts: ["ada@example.com"] }), { created: 1 })
    const request = { contacts: ["ada@example.com", "bob@example.com"], accountIds: "A1" }
    const created = await contacts.within(connection).bulkCreate("us", request)
    assert.deepInclude(created, { created: 1, skipped: 1 })
    await connection.query("commit")
    connection.destroy()
    const stored = (await fixture.contacts("us")).find(({ email }) => email === "bob@example.com")
    assert.deepInclude(stored, { accountIds: ["A1"], contactType: "lead" })
  })

  it("a row that is newer than the caller's strict snapshot is a failure that a retry overcomes", async () => {
    const pool = await openDatabase(server, ...schema)
    const fixture = makeFixture(pool, "link")
    await fixture.createContactType("us", "lead", { isDefault: true })
    const { contacts } = storeOn(pool)
    const connection = await pool.getConnection()
    // The default of newer servers.
    await connection.query("set session innodb_snapshot_isolation = on")
    await connection.query("set session transaction isolation level repeatable read")
    await connection.query("begin")
    await connection.query("select * from companies")
    await fixture.createAccount("us", "A1")
    const request = { contacts: ["ada@example.com"], accountIds: "A1" }
    const error = await contacts
      .within(connection)
      .bulkCreate("us", request)
      .then(
        () => assert.fail("it saw two snapshots"),
        (error) => error,
      )
    assert.instanceOf(error, StoreFailure)
    assert.isTrue(error.retryable)
    await connection.query("rollback")
    await connection.query("begin")
    assert.deepInclude(await contacts.within(connection).bulkCreate("us", request), { created: 1 })
    await connection.query("commit")
    connection.destroy()
  })

  it("frees an idempotency key at the end of the transaction, although the connection is busy again", async () => {
    const pool = await openDatabase(server, ...schema)
    await makeFixture(pool, "link").createContactType("us", "lead", { isDefault: true })
    const single = mysql.createPool({ ...server, database: await nameOf(pool), connectionLimit: 1 })
    const request = { contacts: ["ada@example.com"] }
    await storeOn(single).contacts.bulkCreate("us", request, { idempotencyKey: "k" })
    const busy = await single.getConnection()
    const again = await storeOn(pool).contacts.bulkCreate("us", request, { idempotencyKey: "k" })
    assert.deepInclude(again, { created: 1, replayed: true })
    busy.release()
    await single.end()
  })

  it("names the owner of an email that a concurrent request has created", async () => {
    const pool = await openDatabase(server, ...schema)
    await makeFixture(pool, "link").createContactType("us", "lead", { isDefault: true })
    const { contacts } = storeOn(pool)
    const emails = Array.from({ length: 1000 }, (_, i) => `a${i}@example.com`)
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () => contacts.bulkCreate("us", { contacts: emails }, { outcomes: true })),
    )
    const all = outcomes.flatMap((outcome) => (outcome.ok ? (outcome.outcomes ?? []) : []))
    assert.strictEqual(all.filter(({ status }) => status === "created").length, emails.length)
    assert.isTrue(all.every((one) => "id" in one))
  })

  it("loses no contact whose generated key a concurrent request has used", async () => {
    const pool = await openDatabase(server, ...schema)
    await makeFixture(pool, "link").createContactType("us", "lead", { isDefault: true })
    const { contacts } = storeOn(pool)
    const create = (...names: ReadonlyArray<string>) =>
      contacts.bulkCreate("us", { contacts: names.map((name) => `${name}@example.com`) })
    const isWaiting = async () => {
      // The table is a copy, which is made anew only if nobody has read it for 0.1 seconds.
      await pool.query("do sleep(0.15)")
      const [rows] = await pool.query<Array<mysql.RowDataPacket>>(
        "select trx_id from information_schema.innodb_trx where trx_state = 'LOCK WAIT'",
      )
      return rows.length > 0
    }
    const first = await pool.getConnection()
    await first.query("begin")
    await contacts.within(first).bulkCreate("us", { contacts: ["a@example.com"] })
    // It has its keys, and waits at its first email; then the next ones are used.
    const waiting = create("a", "b", "d")
    while (!(await isWaiting()));
    assert.deepInclude(await create("b", "c"), { created: 2 })
    await first.query("commit")
    first.release()
    assert.deepInclude(await waiting, { created: 1, skipped: 2 })
    assert.strictEqual((await makeFixture(pool, "link").contacts("us")).length, 4)
  })

  it("reports a unique index that is not over the email", async () => {
    const pool = await openDatabase(server, ...schema, "create unique index phones on people (phone)")
    await makeFixture(pool, "link").createContactType("us", "lead", { isDefault: true })
    const { contacts } = storeOn(pool)
    const request = ["a", "b"].map((name) => ({ email: `${name}@example.com`, phoneNumber: "+14155552671" }))
    const error = await contacts.bulkCreate("us", { contacts: request }).then(
      () => assert.fail("a contact was lost"),
      (error) => error,
    )
    assert.include(error.message, "A contact whose email is free violates the unique index phones of people")
    assert.deepStrictEqual(await makeFixture(pool, "link").contacts("us"), [])
  })

  it("a pool that takes callbacks is a TypeError", async () => {
    const pool = createPool(server)
    // @ts-expect-error: it has other types.
    assert.throws(() => mysql2(pool), TypeError, "mysql2 needs a pool of mysql2/promise: pass pool.promise()")
    assert.isFunction(mysql2(pool.promise()).transaction)
    await pool.promise().end()
  })

  it("wrong credentials are a failure that names the driver's code", async () => {
    const pool = mysql.createPool({ ...server, user: "nobody", password: "secret" })
    const error = await storeOn(pool)
      .contacts.bulkCreate("us", { contacts: ["ada@example.com"] })
      .then(
        () => assert.fail("it was stored"),
        (error) => error,
      )
    assert.instanceOf(error, StoreFailure)
    assert.isFalse(error.retryable)
    assert.match(
      error.message,
      /^The store failed with ER_\w+: somebody has to act before a retry. Its cause says more$/,
    )
    await pool.end()
  })

  it("a server that cannot be reached is a failure that a retry may overcome", async () => {
    const pool = mysql.createPool({ host: "127.0.0.1", port: 1, user: "nobody" })
    const error = await storeOn(pool)
      .contacts.bulkCreate("us", { contacts: ["ada@example.com"] })
      .then(
        () => assert.fail("it was stored"),
        (error) => error,
      )
    assert.instanceOf(error, StoreFailure)
    assert.isTrue(error.retryable)
    assert.strictEqual(error.message, "The store failed with ECONNREFUSED: try again later. Its cause says more")
    await pool.end()
  })
}

if (hasMariaDb) registerTests(await startMariaDb())
else it.skip(MISSING, () => {})
