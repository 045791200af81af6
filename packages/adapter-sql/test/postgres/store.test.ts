import { makeSqlStore, nodePostgres, type SqlRunner, type SqlTables } from "@bulk-contacts/adapter-sql"
import { layerSqlStore } from "@bulk-contacts/adapter-sql/effect"
import { bulkCreateContacts, layerPromisePorts, OrganizationId } from "@bulk-contacts/core"
import { StoreFailure } from "@bulk-contacts/core/promise"
import { Effect } from "effect"
import pg from "pg"
import { assert, beforeEach, describe, it } from "vitest"
import { openDatabase } from "../support/postgresDatabase.ts"
import { makeFixture, schema, tables } from "./crm.ts"

const pool = await openDatabase(schema)
const runner = nodePostgres(pool)
const storeOf = (mapping: SqlTables = tables, run: typeof runner = runner) =>
  makeSqlStore({ dialect: "postgres", runner: run, tables: mapping })
const fixture = makeFixture(pool)
const request = { contacts: ["ada@example.com"] }

let tenant: string
beforeEach(async () => {
  tenant = crypto.randomUUID()
  await fixture.createAccount(tenant, "A123")
  await fixture.createContactType(tenant, "lead", { isDefault: true })
})

describe("a mapping", () => {
  it("with one contact type has no other, and stores it in a column of any type", async () => {
    const [kind] = (await pool.query("select id from crm.kinds where tenant_id = $1", [tenant])).rows
    const { contacts } = storeOf({ ...tables, contactTypes: { constant: kind.id } })
    assert.deepInclude(await contacts.bulkCreate(tenant, request), { created: 1 })
    assert.deepInclude(await contacts.bulkCreate(tenant, { ...request, contactType: "lead" }), {
      refusal: "ReferenceNotFound",
      contactTypes: ["lead"],
    })
    assert.strictEqual((await fixture.contacts(tenant))[0]?.contactType, "lead")
  })

  it("with one account per contact stores it, and rejects a contact with two", async () => {
    await pool.query("alter table crm.people add column if not exists company_id uuid references crm.companies")
    await fixture.createAccount(tenant, "A2")
    const { contacts } = storeOf({
      ...tables,
      accounts: { table: "crm.companies", id: "External Id", key: "id", contacts: { foreignKey: "company_id" } },
    })
    const input = { contacts: ["b@example.com", { email: "ada@example.com", accountIds: ["A2"] }] }
    assert.deepInclude(await contacts.bulkCreate(tenant, input), { created: 2 })
    const { rows } = await pool.query(
      `select email, "External Id" as account from crm.people left join crm.companies on companies.id = company_id
      where people.tenant_id = $1 order by email`,
      [tenant],
    )
    assert.deepStrictEqual(rows, [
      { email: "ada@example.com", account: "A2" },
      { email: "b@example.com", account: null },
    ])
    const both = contacts.bulkCreate(tenant, { contacts: ["c@example.com"], accountIds: ["A123", "A2"] })
    const error = await both.then(
      () => assert.fail("it was stored"),
      (error) => error,
    )
    assert.strictEqual(error.message, "A contact has 2 accounts, but the column company_id holds only one")
    assert.strictEqual((await fixture.contacts(tenant)).length, 2)
  })

  it("with emails in other spellings finds their owners", async () => {
    await pool.query(
      "create unique index if not exists spelled on crm.people (tenant_id, lower(email)) where archived_at is null",
    )
    const { contacts } = storeOf({ ...tables, contacts: { ...tables.contacts, emailIgnoresCase: true } })
    await contacts.bulkCreate(tenant, request)
    await pool.query("update crm.people set email = 'Ada@Example.com' where tenant_id = $1", [tenant])
    const outcome = await contacts.bulkCreate(tenant, request, { outcomes: true })
    assert.deepInclude(outcome, { created: 0, skipped: 1 })
    assert.isTrue(outcome.ok && outcome.outcomes?.every((one) => "id" in one))
    await pool.query("drop index crm.spelled")
  })

  it("finds ids of other types, and knows that others do not exist", async () => {
    const { rows } = await pool.query("select id from crm.companies where tenant_id = $1", [tenant])
    const { contacts } = storeOf({
      ...tables,
      accounts: {
        table: "crm.companies",
        id: { column: "id", type: "uuid" },
        contacts: { link: "crm.people_companies", contact: "person_id", account: "company_id", tenant: "tenant_id" },
      },
    })
    const [{ id }] = rows
    assert.deepInclude(await contacts.bulkCreate(tenant, { ...request, accountIds: id }), { created: 1 })
    const others = ["A123", id.toUpperCase(), "'"]
    assert.deepInclude(await contacts.bulkCreate(tenant, { ...request, accountIds: others }), {
      refusal: "ReferenceNotFound",
      accountIds: others,
    })
  })

  it("of one organization has nothing for any other", async () => {
    const { contacts } = storeOf({ ...tables, tenant: { organization: "us" } })
    const error = await contacts.bulkCreate("them", request).catch(String)
    assert.strictEqual(error, "Error: The organization them does not exist")
  })

  it.each([
    [{ ...tables, tenant: "" }, "tenant must be the name of a column or table"],
    [{ ...tables, contacts: { ...tables.contacts, lastName: undefined } }, "contacts.lastName must be the name"],
    [{ ...tables, contacts: { ...tables.contacts, email: "a\u0000b" } }, "contacts.email must not contain control"],
    [{ ...tables, contacts: { ...tables.contacts, table: "a.b.c" } }, "contacts.table must be a table or schema.table"],
    [{ ...tables, contacts: { ...tables.contacts, source: "s".repeat(64) } }, "contacts.source must have at most 63"],
    [{ ...tables, contacts: { ...tables.contacts, constants: { stage: "a\\" } } }, "contacts.constants.stage must not"],
    [{ ...tables, contactTypes: { constant: "" } }, "contactTypes.constant must be a contact type"],
    [{ ...tables, idempotancy: {} }, "tables.idempotancy is not an option: tables takes tenant, contacts, "],
    [{ ...tables, contacts: { ...tables.contacts, deletedat: "d" } }, "contacts.deletedat is not an option"],
    [{ ...tables, tenant: { column: "t", typ: "uuid" } }, "tenant.typ is not an option"],
    [{ ...tables, tenant: { organization: "us", column: "t" } }, "tenant.column is not an option"],
    [{ ...tables, accounts: { ...tables.accounts, tenant: "t" } }, "accounts.tenant is not an option"],
    [
      { ...tables, accounts: { ...tables.accounts, contacts: { foreignKey: "a", link: "l" } } },
      "accounts.contacts.link",
    ],
    [{ ...tables, contactTypes: { ...tables.contactTypes, default: "d" } }, "contactTypes.default is not an option"],
    [{ ...tables, contactTypes: { constant: "lead", id: "id" } }, "contactTypes.id is not an option"],
    [{ ...tables, idempotency: { ...tables.idempotency, print: "p" } }, "idempotency.print is not an option"],
    [{ ...tables, contacts: undefined }, "contacts must be an object"],
    [
      { ...tables, contacts: { ...tables.contacts, constants: { [String(tables.contacts.source)]: "x" } } },
      "contacts.source and contacts.constants both name the column",
    ],
    [
      { ...tables, contacts: { ...tables.contacts, lastName: tables.contacts.firstName } },
      "contacts.firstName and contacts.lastName both name the column",
    ],
  ])("that is wrong is rejected at once (%#)", (mapping, message) => {
    assert.throws(() => storeOf(mapping as SqlTables), TypeError, message)
  })
})

it("a runner that is none is rejected at once, with what to pass", () => {
  for (const none of [undefined, {}, pool]) {
    const options = { dialect: "postgres", runner: none as never, tables } as const
    assert.throws(() => makeSqlStore(options), TypeError, /^runner must be a SqlRunner, .*: it has no transaction\(\)$/)
  }
  assert.throws(() => nodePostgres({} as never), TypeError, "pool must be a pool of pg: it has no connect()")
})

it("a runner that returns a result instead of rows is named", async () => {
  const query = (client: pg.PoolClient, sql: string, values: Array<string | null>) => client.query(sql, values)
  const wrong = { ...runner, query } as unknown as typeof runner
  const error = await storeOf(tables, wrong).contacts.bulkCreate(tenant, request).catch(String)
  assert.strictEqual(error, "TypeError: runner.query must return the rows alone: of a result of pg, its property rows")
})

it("has the ports that the HTTP API needs, if the mapping has a table for keys", async () => {
  const { idempotency, ...without } = tables
  assert.ok(idempotency !== undefined)
  const options = { dialect: "postgres", runner } as const
  layerPromisePorts(makeSqlStore({ ...options, tables: { ...without, idempotency } }).ports)
  // @ts-expect-error: the compiler rejects this too
  assert.throws(() => layerPromisePorts(makeSqlStore({ ...options, tables: without }).ports), "tables.idempotency")
  const { imports: _, ...withoutImports } = tables
  const { listImports } = makeSqlStore({ ...options, tables: withoutImports }).contacts
  assert.include(await listImports(tenant).catch(String), "name its table: tables.imports")
  const misspelled = { ...without, idempotency, idempotancy: idempotency }
  assert.throws(() => makeSqlStore({ ...options, tables: misspelled }), "tables.idempotancy")
})

it("an option that is misspelled, or of another database than the driver, is rejected at once", () => {
  const options = { dialect: "postgres", runner, tables, polcy: {} } as const
  assert.throws(() => makeSqlStore(options), TypeError, "options.polcy is not an option: options takes dialect, runner")
  for (const dialect of ["sqlite", "mariadb", "mysql"] as const) {
    const message = `dialect is ${dialect}, but the runner's driver is for postgres`
    assert.throws(() => makeSqlStore({ dialect, runner, tables }), TypeError, message)
  }
})

describe("a failure of the database", () => {
  const failureOf = async (run: typeof runner) => {
    const error = await storeOf(tables, run)
      .contacts.bulkCreate(tenant, request)
      .then(
        () => assert.fail("it was stored"),
        (error) => error,
      )
    return error
  }

  it("that cannot be reached is a failure of the store that a retry may overcome", async () => {
    const unreachable = new pg.Pool({ connectionString: "postgres://nobody@127.0.0.1:1/nothing" })
    const error = await failureOf(nodePostgres(unreachable))
    assert.instanceOf(error, StoreFailure)
    assert.isTrue(error.retryable)
    await unreachable.end()
  })

  it("that ends the connection is one too, and the pool gets a new connection", async () => {
    const lost: typeof runner = {
      ...runner,
      query: async (client, sql, parameters) => {
        if (sql.includes("insert into")) await client.query("select pg_terminate_backend(pg_backend_pid())")
        return runner.query(client, sql, parameters)
      },
    }
    const error = await failureOf(lost)
    assert.instanceOf(error, StoreFailure)
    assert.isTrue(error.retryable)
    assert.deepInclude(await storeOf().contacts.bulkCreate(tenant, request), { created: 1 })
  })

  it("that is a wrong statement is not a failure of the store", async () => {
    const wrong: typeof runner = { ...runner, query: (client, sql, p) => runner.query(client, `${sql} nonsense`, p) }
    const error = await failureOf(wrong)
    assert.notInstanceOf(error, StoreFailure)
    assert.strictEqual(error.code, "42601")
  })

  it.each(["40P01", "40001"])("that is a conflict (%s) is retried, but not for ever", async (code) => {
    const failing = (failures: number): SqlRunner<pg.PoolClient> => ({
      query: (client, sql, parameters) => runner.query(client, sql, parameters),
      transaction: (run) =>
        runner.transaction(async (client) => {
          await run(client as pg.PoolClient)
          // Query builders keep the driver's error as a cause.
          if (failures-- > 0) throw new Error("query failed", { cause: Object.assign(new Error("conflict"), { code }) })
        }),
    })
    const { contacts } = makeSqlStore({ dialect: "postgres", runner: failing(4), tables })
    assert.deepInclude(await contacts.bulkCreate(tenant, request), { created: 1 })
    const error = await makeSqlStore({ dialect: "postgres", runner: failing(5), tables })
      .contacts.bulkCreate(tenant, { contacts: ["b@example.com"] })
      .then(
        () => assert.fail("it was stored"),
        (error) => error,
      )
    assert.instanceOf(error, StoreFailure)
    assert.strictEqual((await fixture.contacts(tenant)).length, 1)
  })
})

it("works whatever isolation level the database has by default", async () => {
  const strict = new pg.Pool({ ...pool.options, options: "-c default_transaction_isolation=serializable" })
  const { contacts, ports } = storeOf(tables, nodePostgres(strict))
  await ports.transaction(async (client) => {
    const { rows } = await client.query("show transaction_isolation")
    assert.deepStrictEqual(rows, [{ transaction_isolation: "read committed" }])
  })
  const emails = Array.from({ length: 500 }, (_, i) => `a${i}@example.com`)
  const outcomes = await Promise.all(
    Array.from({ length: 6 }, () => contacts.bulkCreate(tenant, { contacts: emails }, { outcomes: true })),
  )
  const created = outcomes.reduce((sum, outcome) => sum + (outcome.ok ? outcome.created : 0), 0)
  assert.strictEqual(created, emails.length)
  for (const outcome of outcomes) {
    assert.isTrue(outcome.ok && outcome.outcomes?.every((one) => one.status !== "skipped" || "id" in one))
  }
  await strict.end()
})

it("is a layer for programs that use Effect", async () => {
  const create = bulkCreateContacts(OrganizationId.make(tenant), request, { idempotencyKey: "k" })
  const layer = layerSqlStore({ dialect: "postgres", runner, tables })
  assert.deepInclude(await Effect.runPromise(Effect.provide(create, layer)), { created: 1 })
  const { idempotency: _, ...without } = tables
  const exit = await Effect.runPromiseExit(
    Effect.provide(create, layerSqlStore({ dialect: "postgres", runner, tables: without })),
  )
  assert.include(String(exit), "With @bulk-contacts/adapter-sql, name its table: tables.idempotency")
})
