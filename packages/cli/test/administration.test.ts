import { assert, describe, it } from "vitest"
import { runCli, startCli } from "./support/cli.ts"
import { emptyDatabaseUrl, migratedDirectory, runJson, setUpDatabase, temporaryDirectory } from "./support/database.ts"
import { post } from "./support/load.ts"

const kinds = [
  ["PostgreSQL", async () => ({ DATABASE_URL: await emptyDatabaseUrl(), STORE: "postgres" })],
  ["the embedded database", async () => ({ DATA_DIR: await temporaryDirectory(), STORE: "pglite", DEMO: "false" })],
] as const

describe.each(kinds)("the administration of %s", (_name, makeEnvironment) => {
  it("makes all that a server needs, and its key works until it is revoked", async () => {
    const environment = await makeEnvironment()
    await runJson(environment, "migrate")
    await runJson(environment, "org", "create", "--id", "acme", "--name", "Acme")
    await runJson(environment, "account", "create", "--org", "acme", "--id", "A123", "--name", "First")
    await runJson(
      environment,
      "contact-type",
      "create",
      "--org",
      "acme",
      "--id",
      "CT123",
      "--name",
      "Lead",
      "--default",
    )
    const { key: apiKey } = await runJson(environment, "key", "create", "--org", "acme")
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
  it("says in one line what it cannot do", async () => {
    const environment = { DATABASE_URL: await emptyDatabaseUrl() }
    await setUpDatabase(environment.DATABASE_URL)
    for (const [args, message] of [
      [["org", "create", "--id", "acme", "--name", "Again"], "The organization acme already exists"],
      [["account", "create", "--org", "acme", "--id", "A123", "--name", "x"], "The account A123 already exists"],
      [["account", "create", "--org", "nobody", "--id", "A1", "--name", "x"], "The organization nobody does not exist"],
      [["key", "create", "--org", "nobody"], "The organization nobody does not exist"],
      [["key", "revoke", "unknown"], "API key not found: specify an active key or its prefix"],
    ] as const) {
      const { status, stderr } = await runCli(args, environment)
      assert.strictEqual(status, 1)
      assert.strictEqual(stderr, `bulk-contacts: ${message}\n`)
    }
  })

  it("migrates twice without harm", async () => {
    const environment = { DATABASE_URL: await emptyDatabaseUrl() }
    await runJson(environment, "migrate")
    assert.deepStrictEqual(await runJson(environment, "migrate"), { migrations: [] })
  })
})

describe("the embedded database", () => {
  it("keeps what was created through a restart", async () => {
    const environment = { STORE: "pglite", DATA_DIR: await temporaryDirectory() }
    const request = { contacts: ["ada@example.com"] }
    for (const created of [1, 0]) {
      const { origin, end } = await startCli(environment)
      const answer = await post({ origin: () => origin, apiKey: "demo-api-key" }, request)
      assert.deepStrictEqual(answer?.body, { total: 1, created, skipped: 1 - created })
      await end("SIGKILL")
    }
  })

  it("prints no demo request where it holds somebody's own organizations", async () => {
    const environment = { STORE: "pglite", DATA_DIR: await migratedDirectory() }
    await runJson(environment, "org", "create", "--id", "acme", "--name", "Acme")
    const { output } = await startCli(environment)
    assert.notInclude(output, "demo-api-key")
  })

  it("lets one process at a time in, and says so", async () => {
    const environment = { STORE: "pglite", DATA_DIR: await migratedDirectory() }
    await startCli(environment)
    const { status, stderr } = await runCli(["serve"], environment)
    assert.strictEqual(status, 1)
    assert.match(stderr, /^bulk-contacts: The data directory \S+ is in use by another process\n$/)
  })
})

describe("what keeps a command from its database", () => {
  it.each([
    [{ STORE: "postgres" }, /^bulk-contacts: DATABASE_URL: is required where STORE is postgres\n$/],
    [{ STORE: "elsewhere" }, /^bulk-contacts: STORE: [^\n]+\n$/],
    [{ STORE: "memory" }, /^bulk-contacts: STORE: [^\n]+\n$/],
    [
      { STORE: "postgres", DATABASE_URL: "postgres://user:secret@127.0.0.1:1/x" },
      /^bulk-contacts: the database cannot be used: [^\n]+\n$/,
    ],
    [{ STORE: "pglite", DATA_DIR: "/dev/null/x" }, /^bulk-contacts: The data directory \S+ cannot be used: [^\n]+\n$/],
  ])("is said in one line: %o", async (environment, line) => {
    const { status, stderr } = await runCli(["migrate"], environment as Record<string, string>)
    assert.strictEqual(status, 1)
    assert.match(stderr, line)
    assert.notInclude(stderr, "secret")
  })

  it("is said by the server too: a database that is not migrated, or not there", async () => {
    const url = await emptyDatabaseUrl()
    const { status, stderr } = await runCli(["serve"], { STORE: "postgres", DATABASE_URL: url })
    assert.strictEqual(status, 1)
    assert.strictEqual(stderr, "bulk-contacts: the database is not up to date: run bulk-contacts migrate\n")
    const nobody = await runCli(["serve"], { STORE: "postgres", DATABASE_URL: "postgres://user:secret@127.0.0.1:1/x" })
    assert.strictEqual(nobody.status, 1)
    assert.match(nobody.stderr, /^bulk-contacts: the database cannot be used: [^\n]+\n$/)
  })
})
