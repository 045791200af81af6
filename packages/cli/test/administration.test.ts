import { layerConnection } from "@bulk-contacts/test-support/databases"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import { assert, describe, it } from "vitest"
import { runCli, startCli } from "./support/cli.ts"
import { emptyDatabaseUrl, migratedDirectory, runJson, setUpDatabase } from "./support/database.ts"
import { post } from "./support/load.ts"
import { runInProcess } from "./support/runInProcess.ts"

const kinds = [
  ["PostgreSQL", async () => ({ DATABASE_URL: await emptyDatabaseUrl(), STORE: "postgres" })],
  ["the embedded database", async () => ({ DATA_DIR: await migratedDirectory(), STORE: "pglite", DEMO: "false" })],
] as const

describe.each(kinds)("the administration of %s", (_name, makeEnvironment) => {
  it("creates everything a server needs; the key works until it is revoked", async () => {
    const environment = await makeEnvironment()
    assert.strictEqual((await runCli(["migrate"], environment)).status, 0)
    const create = (...args: ReadonlyArray<string>) => runJson(environment, ...args)
    await create("org", "create", "--id", "acme", "--name", "Acme")
    await create("account", "create", "--org", "acme", "--id", "A123", "--name", "First")
    await create("contact-type", "create", "--org", "acme", "--id", "CT123", "--name", "Lead", "--default")
    const { key: apiKey } = await create("key", "create", "--org", "acme")
    assert.match(apiKey, /^\S{40,}$/)

    const server = await startCli(environment)
    const client = { origin: () => server.origin, apiKey }
    const request = { contacts: ["ada@example.com"], accountIds: ["A123"], contactType: "CT123" }
    assert.strictEqual((await post(client, request))?.status, 201)
    await server.end("SIGTERM")

    await runJson(environment, "key", "revoke", apiKey)
    const again = await startCli(environment)
    assert.strictEqual((await post({ origin: () => again.origin, apiKey }, request))?.status, 401)
  })
})

describe("the administration", () => {
  it("reports in one line what it cannot do", async () => {
    const environment = { DATABASE_URL: await emptyDatabaseUrl() }
    await setUpDatabase(environment.DATABASE_URL)
    for (const [args, message] of [
      [["org", "create", "--id", "acme", "--name", "Again"], "The organization acme already exists"],
      [["account", "create", "--org", "acme", "--id", "A123", "--name", "x"], "The account A123 already exists"],
      [
        ["account", "create", "--org", "nobody", "--id", "A1", "--name", "x"],
        "The organization nobody does not exist: create it with bulk-contacts org create --id nobody",
      ],
      [
        ["key", "create", "--org", "nobody"],
        "The organization nobody does not exist: create it with bulk-contacts org create --id nobody",
      ],
      [["key", "revoke", "unknown"], "API key not found: specify an active key or its prefix"],
    ] as const) {
      const run = await runInProcess(args, environment)
      assert.deepStrictEqual(run, { status: 2, stdout: "", stderr: `bulk-contacts: ${message}\n` })
    }
  })

  it("changes nothing in a database that has other tables of the same names", async () => {
    const url = await emptyDatabaseUrl()
    const ownTable = Effect.flatMap(SqlClient.SqlClient, (sql) => sql`create table accounts (id serial primary key)`)
    await Effect.runPromise(Effect.provide(ownTable, layerConnection(url)))
    const { status, stdout, stderr } = await runInProcess(["migrate"], { DATABASE_URL: url })
    assert.deepStrictEqual([status, stdout], [2, ""])
    assert.strictEqual(
      stderr,
      "bulk-contacts: The database already has other tables named accounts: use another database or schema\n",
    )
  })

  it("prints what it did as a sentence", async () => {
    const environment = { DATABASE_URL: await emptyDatabaseUrl() }
    for (const [args, sentence] of [
      [["migrate"], /^Ran 0001_organizations, 0002_.*$/],
      [["migrate"], /^The database is up to date$/],
      [["org", "create", "--id", "acme", "--name", "Acme"], /^Created organization acme$/],
      [
        ["account", "create", "--org", "acme", "--id", "A1", "--name", "x"],
        /^Created account A1 in organization acme$/,
      ],
      [
        ["contact-type", "create", "--org", "acme", "--id", "T1", "--name", "x"],
        /^Created contact type T1 in organization acme$/,
      ],
      [["key", "create", "--org", "acme"], /^\{"key":"bck_[^"]+","prefix":"bck_[^"]+","org":"acme"\}$/],
    ] as const) {
      const { status, stdout, stderr } = await runInProcess(args, environment)
      assert.deepStrictEqual([status, stderr], [0, ""])
      assert.match(stdout.trimEnd(), sentence)
    }
  })
})

describe("the embedded database", () => {
  it("keeps what was created across a restart", async () => {
    const environment = { STORE: "pglite", DATA_DIR: await migratedDirectory() }
    const request = { contacts: ["ada@example.com"] }
    for (const created of [1, 0]) {
      const { origin, end } = await startCli(environment)
      const answer = await post({ origin: () => origin, apiKey: "demo-api-key" }, request)
      assert.deepStrictEqual(answer?.body, { total: 1, created, skipped: 1 - created })
      await end("SIGKILL")
    }
  })

  it("is not seeded if it has an organization, and no demo request is printed", async () => {
    const environment = { STORE: "pglite", DATA_DIR: await migratedDirectory() }
    await runJson(environment, "org", "create", "--id", "acme", "--name", "Acme")
    const { output } = await startCli(environment)
    assert.notInclude(output, "demo-api-key")
  })

  it("admits one process at a time, and the others report that", async () => {
    const environment = { STORE: "pglite", DATA_DIR: await migratedDirectory() }
    await startCli(environment)
    const { status, stderr } = await runInProcess(["serve"], environment)
    assert.strictEqual(status, 1)
    assert.match(stderr, /^bulk-contacts: The data directory \S+ is in use by another process\n$/)
  })
})

it("a server does not start on a database that is not migrated", async () => {
  const { status, stderr } = await runInProcess(["serve"], { DATABASE_URL: await emptyDatabaseUrl() })
  assert.strictEqual(status, 1)
  assert.strictEqual(stderr, "bulk-contacts: the database schema is not up to date: run bulk-contacts migrate\n")
})
