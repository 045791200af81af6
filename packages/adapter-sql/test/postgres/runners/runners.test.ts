import { makeSqlStore, nodePostgres, type SqlRunner } from "@bulk-contacts/adapter-sql"
import { StoreFailure } from "@bulk-contacts/core/promise"
import { times } from "@bulk-contacts/test-support/times"
import {
  concurrencySuite,
  contactFieldsSuite,
  idempotencyRecordsSuite,
  layerPromiseStore,
  unitOfWorkSuite,
} from "@bulk-contacts/testing"
import * as drizzleOrm from "drizzle-orm/postgres-js"
import makeKnex from "knex"
import { Kysely, PostgresDialect } from "kysely"
import pg from "pg"
import postgres from "postgres"
import { DataSource } from "typeorm"
import * as vitest from "vitest"
import { afterAll, assert, describe, it, onTestFinished } from "vitest"
import { openDatabase } from "../../support/postgresDatabase.ts"
import { makeFixture, schema, tables } from "../crm.ts"
import { drizzle, knex, kysely, postgresJs, typeOrm } from "./runners.ts"

const pool = await openDatabase(`${schema}; create table audit (entry text)`)
const url = String(pool.options.connectionString)
const fixture = makeFixture(pool)
const options = {
  runner: vitest,
  runs: times(2, 20),
  tolerated: { "nested rollback": "plain async functions have no savepoints" },
}

const restoreIndex = `
  drop index if exists crm.people_tenant_id_email_idx, crm.people_tenant_id_email_active_key;
  create unique index on crm.people (tenant_id, email) where archived_at is null`

/** A client that is closed after the tests. */
const opened = <A>(client: A, close: (client: A) => Promise<unknown>): A => {
  afterAll(() => close(client))
  return client
}

const source = opened(new DataSource({ type: "postgres", url }), (source) => source.destroy())
await source.initialize()

const testRunner = <Tx>(name: string, runner: SqlRunner<Tx>, unreachable: SqlRunner<Tx> | null) =>
  describe(name, () => {
    const storeOn = (runner: SqlRunner<Tx>) => makeSqlStore({ dialect: "postgres", runner, tables })
    const store = storeOn(runner)
    const layer = layerPromiseStore(store.ports, fixture)
    contactFieldsSuite(name, layer, options)
    concurrencySuite(name, layer, options)
    unitOfWorkSuite(name, layer, options)
    idempotencyRecordsSuite(name, layer, options)

    it("checks the tables", async () => {
      assert.deepStrictEqual(await store.check(), [])
      // Without its index, the other tests would wait for a conflict that never comes.
      onTestFinished(async () => {
        await pool.query(restoreIndex)
      })
      await pool.query(
        "alter table crm.people rename column phone to telephone; drop index crm.people_tenant_id_email_idx",
      )
      const [column, index, ...others] = await store
        .check()
        .finally(() => pool.query("alter table crm.people rename column telephone to phone"))
      assert.strictEqual(column?.message, "The column crm.people.phone does not exist")
      assert.include(index?.message, "needs a unique index")
      assert.deepStrictEqual(others, [])
      await pool.query(index?.fix ?? "")
      assert.deepStrictEqual(await store.check(), [])
    })

    it("stores contacts and the caller's own rows together, or neither", async () => {
      const tenant = crypto.randomUUID()
      await fixture.createContactType(tenant, "lead", { isDefault: true })
      const create = async (fails: boolean) =>
        runner.transaction(async (tx) => {
          await runner.query(tx, `insert into audit values ('${tenant}')`, [])
          const { bulkCreate } = store.contacts.within(tx)
          assert.deepInclude(await bulkCreate(tenant, { contacts: ["ada@example.com"] }), { created: 1 })
          assert.deepInclude(await bulkCreate(tenant, { contacts: ["b@c.de"], accountIds: "X" }), { ok: false })
          if (fails) throw new Error("changed my mind")
        })
      const counts = async () => {
        const { rowCount } = await pool.query("select from audit where entry = $1", [tenant])
        return [rowCount, (await fixture.contacts(tenant)).length]
      }
      await create(true).then(
        () => assert.fail("it was committed"),
        (error) => assert.include(String(error), "changed my mind"),
      )
      assert.deepStrictEqual(await counts(), [0, 0])
      await create(false)
      assert.deepStrictEqual(await counts(), [1, 1])
    })

    it.skipIf(unreachable === null)("reports a server that cannot be reached", async () => {
      if (unreachable === null) return
      const error = await storeOn(unreachable)
        .contacts.bulkCreate("us", { contacts: ["ada@example.com"] })
        .then(
          () => assert.fail("it was stored"),
          (error) => error,
        )
      assert.instanceOf(error, StoreFailure)
      assert.isTrue(error.retryable)
    })
  })

const nowhere = "postgres://nobody:secret@127.0.0.1:1/nothing"
const end = (client: { end: () => Promise<unknown> }) => client.end()
const sql = opened(postgres(url, { onnotice: () => {} }), end)
const noSql = opened(postgres(nowhere), end)
const kyselyOn = (connectionString: string) =>
  opened(new Kysely<any>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString }) }) }), (db) =>
    db.destroy(),
  )
const knexOn = (connection: string) =>
  opened(makeKnex({ client: "pg", connection, log: { warn: () => {} } }), (db) => db.destroy())
const poolOn = (connectionString: string) => opened(new pg.Pool({ connectionString }), end)

testRunner("pg", nodePostgres(pool), nodePostgres(poolOn(nowhere)))
testRunner("postgres.js", postgresJs(sql), postgresJs(noSql))
testRunner("Drizzle", drizzle(drizzleOrm.drizzle(sql)), drizzle(drizzleOrm.drizzle(noSql)))
testRunner("Kysely", kysely(kyselyOn(url)), kysely(kyselyOn(nowhere)))
testRunner("TypeORM", typeOrm(source), null)
testRunner("Knex", knex(knexOn(url)), knex(knexOn(nowhere)))
