import { makeSqlStore, nodePostgres } from "@bulk-contacts/adapter-sql"
import { times } from "@bulk-contacts/test-support/times"
import fc from "fast-check"
import type pg from "pg"
import { assert, beforeEach, it } from "vitest"
import { openDatabase } from "../support/postgresDatabase.ts"
import { makeFixture, schema, tables } from "./crm.ts"

const pool = await openDatabase(`${schema}; create table audit (entry text primary key)`)
const { contacts } = makeSqlStore({ dialect: "postgres", runner: nodePostgres(pool), tables })
const fixture = makeFixture(pool)

let tenant: string
beforeEach(async () => {
  tenant = crypto.randomUUID()
  await fixture.createAccount(tenant, "A123")
  await fixture.createContactType(tenant, "lead", { isDefault: true })
})

/** The transaction of a program that also writes to a table of its own. */
const inTransaction = async (run: (client: pg.PoolClient) => Promise<void>, end: "commit" | "rollback") => {
  const client = await pool.connect()
  try {
    await client.query("begin")
    await run(client)
    await client.query(end)
  } catch (error) {
    await client.query("rollback")
    throw error
  } finally {
    client.release()
  }
}

const audit = (client: pg.ClientBase) => client.query("insert into audit values ($1)", [tenant])
const stored = async () => {
  const { rowCount } = await pool.query("select from audit where entry = $1", [tenant])
  return { audit: rowCount, contacts: (await fixture.contacts(tenant)).length }
}

const step = fc.constantFrom("audit", "create", "refused", "key")

it("stores contacts and the caller's own rows together, or neither", () =>
  fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 6 }), fc.constantFrom("commit", "rollback"), async (steps, end) => {
      tenant = crypto.randomUUID()
      await fixture.createContactType(tenant, "lead", { isDefault: true })
      let [created, audited] = [0, 0]
      await inTransaction(async (client) => {
        const { bulkCreate } = contacts.within(client)
        for (const step of steps) {
          if (step === "audit") {
            await client.query("insert into audit values ($1) on conflict do nothing", [tenant])
            audited = 1
          } else if (step === "create") {
            created++
            assert.deepInclude(await bulkCreate(tenant, { contacts: [`a${created}@example.com`] }), { created: 1 })
          } else if (step === "key") {
            const options = { idempotencyKey: "k" }
            const outcome = await bulkCreate(tenant, { contacts: ["key@example.com"] }, options)
            assert.deepInclude(outcome, { ok: true, created: 1 })
          } else {
            const outcome = await bulkCreate(tenant, { contacts: ["ada@example.com"], accountIds: "X1" })
            assert.deepInclude(outcome, { ok: false, refusal: "ReferenceNotFound" })
          }
        }
      }, end)
      const total = created + Number(steps.includes("key"))
      assert.deepStrictEqual(
        await stored(),
        end === "commit" ? { audit: audited, contacts: total } : { audit: 0, contacts: 0 },
      )
    }),
    { numRuns: times(30, 200) },
  ))

it("sees the rows that the caller has not committed", async () => {
  await inTransaction(async (client) => {
    await client.query(`insert into crm.companies (tenant_id, "External Id") values ($1, 'new')`, [tenant])
    const request = { contacts: ["ada@example.com"], accountIds: "new" }
    assert.deepInclude(await contacts.within(client).bulkCreate(tenant, request), { ok: true, created: 1 })
    assert.deepInclude(await contacts.bulkCreate(tenant, request), { ok: false, refusal: "ReferenceNotFound" })
  }, "commit")
  assert.deepStrictEqual((await fixture.contacts(tenant))[0]?.accountIds, ["new"])
})

it("leaves the transaction usable if the database rejects a statement", async () => {
  const withFault = { ...tables, contacts: { ...tables.contacts, constants: { stage: "unknown", score: 7 } } }
  const faulty = makeSqlStore({ dialect: "postgres", runner: nodePostgres(pool), tables: withFault })
  await inTransaction(async (client) => {
    const failed = await faulty.contacts
      .within(client)
      .bulkCreate(tenant, { contacts: ["ada@example.com"] })
      .then(
        () => assert.fail("it was stored"),
        (error) => error,
      )
    assert.strictEqual(failed.code, "22P02")
    await audit(client)
  }, "commit")
  assert.deepStrictEqual(await stored(), { audit: 1, contacts: 0 })
})

it("leaves nothing of its own if it is aborted, even if the caller commits", async () => {
  const abort = new AbortController()
  const runner = nodePostgres(pool)
  const aborting: typeof runner = {
    ...runner,
    query: async (client, sql, parameters) => {
      const rows = await runner.query(client, sql, parameters)
      if (sql.includes("insert into")) abort.abort(new Error("enough"))
      return rows
    },
  }
  const store = makeSqlStore({ dialect: "postgres", runner: aborting, tables })
  await inTransaction(async (client) => {
    await audit(client)
    await store.contacts
      .within(client)
      .bulkCreate(tenant, { contacts: ["ada@example.com"] }, abort)
      .then(
        () => assert.fail("it was stored"),
        (error) => assert.strictEqual(error.message, "enough"),
      )
  }, "commit")
  assert.deepStrictEqual(await stored(), { audit: 1, contacts: 0 })
})

it("holds an idempotency key until the caller commits", async () => {
  const options = { idempotencyKey: "k" }
  const request = { contacts: ["ada@example.com"] }
  await inTransaction(async (client) => {
    assert.deepInclude(await contacts.within(client).bulkCreate(tenant, request, options), { created: 1 })
    assert.deepInclude(await contacts.within(client).bulkCreate(tenant, request, options), { replayed: true })
    assert.deepInclude(await contacts.bulkCreate(tenant, request, options), { refusal: "IdempotencyKeyInUse" })
  }, "commit")
  assert.deepInclude(await contacts.bulkCreate(tenant, request, options), { created: 1, replayed: true })
})

it("rejects and stores nothing if no transaction has begun", async () => {
  const client = await pool.connect()
  // @ts-expect-error: a pool has no transaction.
  for (const service of [contacts.within(client), contacts.within(pool)]) {
    const error = await service.bulkCreate(tenant, { contacts: ["ada@example.com"] }).then(
      () => assert.fail("it was stored"),
      (error) => error,
    )
    assert.match(error.message, /^No transaction has begun, and nothing was stored: /)
  }
  client.release()
  assert.deepStrictEqual(await stored(), { audit: 0, contacts: 0 })
})

it.each([undefined, null])("says what to pass instead of %j", (none) => {
  assert.throws(
    () => contacts.within(none as never),
    TypeError,
    "within(tx) takes the handle of a transaction that you have begun",
  )
})

it("is what the types say: the client of a pool, and nothing else", () => {
  const client: pg.PoolClient | undefined = undefined
  if (client !== undefined) contacts.within(client)
  // @ts-expect-error: a pool has no transaction.
  assert.isFunction(contacts.within(pool).bulkCreate)
})
