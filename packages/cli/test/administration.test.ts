import { layerConnection } from "@bulk-contacts/test-support/databases"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import { assert, describe, it } from "vitest"
import { startCli } from "./support/cli.ts"
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
    assert.strictEqual((await runInProcess(["migrate"], environment)).status, 0)
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

  it("changes nothing in a schema that has other tables of the same names, and works in one of its own", async () => {
    const url = await emptyDatabaseUrl()
    const ownTable = Effect.flatMap(SqlClient.SqlClient, (sql) => sql`create table accounts (id serial primary key)`)
    await Effect.runPromise(Effect.provide(ownTable, layerConnection(url)))
    const { status, stdout, stderr } = await runInProcess(["migrate"], { DATABASE_URL: url, DATABASE_SCHEMA: "public" })
    assert.deepStrictEqual([status, stdout], [2, ""])
    assert.strictEqual(
      stderr,
      "bulk-contacts: The schema public already has other tables named accounts: use another schema or database\n",
    )
    for (const environment of [{ DATABASE_URL: url }, { DATABASE_URL: url, DATABASE_SCHEMA: "crm" }]) {
      await runJson(environment, "migrate")
      await runJson(environment, "org", "create", "--id", "acme", "--name", "Acme")
    }
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

describe("what an organization has", () => {
  const linesOf = (text: string) => text.trimEnd().split("\n")

  it("is listed as a table or as lines of JSON, renamed, closed and made the default", async () => {
    const environment = { DATABASE_URL: await emptyDatabaseUrl() }
    await setUpDatabase(environment.DATABASE_URL)
    const run = async (...args: ReadonlyArray<string>) => {
      const { status, stdout, stderr } = await runInProcess(args, environment)
      assert.strictEqual(status, 0, stderr)
      return { stdout, stderr }
    }
    await run("account", "create", "--org", "acme", "--id", "A124", "--name", "Second")
    await run("account", "rename", "--org", "acme", "--id", "A123", "--name", "Alpha")
    await run("account", "close", "--org", "acme", "--id", "A124")
    const table = await run("account", "list", "--org", "acme")
    assert.match(
      table.stdout,
      /^ID {4}NAME {4}CREATED {15}CLOSED\nA123 {2}Alpha {3}\S+Z {2}-\nA124 {2}Second {2}\S+Z {2}\S+Z\n$/,
    )
    const first = await run("account", "list", "--org", "acme", "--limit", "1", "--json")
    assert.deepInclude(JSON.parse(first.stdout), { id: "A123", name: "Alpha", closedAt: null })
    assert.strictEqual(first.stderr, "There are more: use --limit or --all (shown: 1)\n")
    const all = await run("account", "list", "--org", "acme", "--all", "--limit", "1", "--json")
    assert.lengthOf(linesOf(all.stdout), 2)
    assert.strictEqual(all.stderr, "")

    await run("contact-type", "create", "--org", "acme", "--id", "CT456", "--name", "Partner")
    await run("contact-type", "default", "--org", "acme", "--id", "CT456")
    const closed = await run("contact-type", "close", "--org", "acme", "--id", "CT456")
    assert.include(closed.stderr, "Organization acme has no default contact type now")
    await run("contact-type", "default", "--org", "acme", "--id", "CT123")
    const types = linesOf((await run("contact-type", "list", "--org", "acme", "--json")).stdout).map((line) =>
      JSON.parse(line),
    )
    assert.deepStrictEqual(
      types.map(({ id, default: isDefault, closedAt }) => [id, isDefault, closedAt !== null]),
      [
        ["CT123", true, false],
        ["CT456", false, true],
      ],
    )

    await run("org", "rename", "--id", "acme", "--name", "A\u0301cme")
    assert.match((await run("org", "list")).stdout, /^ID {4}NAME {2}CREATED\nacme {2}A\u0301cme {2}\S+Z\n$/)
    for (const [args, message] of [
      [["account", "close", "--org", "acme", "--id", "A9"], "The organization acme has no account A9"],
      [
        ["contact-type", "default", "--org", "acme", "--id", "CT456"],
        "The organization acme has no open contact type CT456",
      ],
      [
        ["account", "list", "--org", "nobody"],
        "The organization nobody does not exist: create it with bulk-contacts org create --id nobody",
      ],
      [
        ["account", "list", "--org", "acme", "--limit", "0"],
        "--limit: must be 1 or more (see bulk-contacts account list --help)",
      ],
    ] as const) {
      const { status, stderr } = await runInProcess(args, environment)
      assert.deepStrictEqual([status, stderr], [2, `bulk-contacts: ${message}\n`])
    }
  })

  it("has API keys with names, which are revoked by the characters that the list shows", async () => {
    const environment = { DATABASE_URL: await emptyDatabaseUrl() }
    await setUpDatabase(environment.DATABASE_URL)
    const { key, prefix } = await runJson(environment, "key", "create", "--org", "acme", "--name", "Website")
    const { stdout } = await runInProcess(["key", "list", "--org", "acme"], environment)
    const [, newest = ""] = linesOf(stdout)
    assert.match(newest, /^Website {2}bck_\S{8} {2}\S+Z {2}- {10}-$/)
    assert.include(newest, prefix)
    assert.notInclude(stdout, key)
    assert.strictEqual((await runInProcess(["key", "revoke", prefix], environment)).stderr, "")
    const listed = await runInProcess(["key", "list", "--org", "acme", "--json"], environment)
    const [revoked, active] = linesOf(listed.stdout).map((line) => JSON.parse(line))
    assert.isString(revoked.revokedAt)
    assert.deepInclude(active, { name: null, lastUsedAt: null, revokedAt: null })
    const last = await runInProcess(["key", "revoke", active.prefix], environment)
    assert.strictEqual(last.status, 0)
    assert.include(last.stderr, "It was the last key of organization acme")
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

  it("is not seeded if it has an organization, and no demo key is offered", async () => {
    const environment = { STORE: "pglite", DATA_DIR: await migratedDirectory() }
    await runJson(environment, "org", "create", "--id", "acme", "--name", "Acme")
    const { origin, output } = await startCli(environment)
    assert.notInclude(output, "demo-api-key")
    assert.notInclude(await (await fetch(`${origin}/import`)).text(), "demo-api-key")
  })

  it("admits one server at a time, and commands work while it runs", async () => {
    const environment = { STORE: "pglite", DATA_DIR: await migratedDirectory() }
    const { origin } = await startCli(environment)
    const { key } = await runJson(environment, "key", "create", "--org", "demo", "--name", "Instead of a lost one")
    const answer = await post({ origin: () => origin, apiKey: key }, { contacts: ["ada@example.com"] })
    assert.strictEqual(answer?.status, 201)
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
