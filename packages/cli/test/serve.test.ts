import { execFile, spawnSync } from "node:child_process"
import { promisify } from "node:util"
import { assert, describe, it } from "vitest"
import { runCli, startCli } from "./support/cli.ts"

const post = async (origin: string, body: object, key = "demo-api-key") => {
  const response = await fetch(`${origin}/v1/accounts/contacts/bulk`, {
    method: "POST",
    headers: { "x-api-key": key, "content-type": "application/json" },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: await response.json() }
}

const memory = { STORE: "memory" }

const hasCurl = spawnSync("curl", ["--version"]).status === 0

describe("serve", () => {
  it.skipIf(!hasCurl)("prints a curl that works as it stands (skipped where curl is not installed)", async () => {
    const { output } = await startCli(memory)
    const curl = output.slice(output.indexOf("  curl "))
    const { stdout } = await promisify(execFile)("sh", ["-c", `${curl.trim()} -s`])
    assert.deepStrictEqual(JSON.parse(stdout), { total: 1, created: 1, skipped: 0 })
  })

  it("has two demo organizations that are kept apart", async () => {
    const { origin } = await startCli(memory)
    const created = { total: 1, created: 1, skipped: 0 }
    const contacts = ["ada@example.com"]
    assert.deepStrictEqual((await post(origin, { contacts, accountIds: ["A123", "A456"] })).body, created)
    assert.deepStrictEqual((await post(origin, { contacts, accountIds: ["B123"] }, "demo-api-key-2")).body, created)
    assert.strictEqual((await post(origin, { contacts, accountIds: ["B123"] })).status, 404)
    assert.strictEqual((await post(origin, { contacts, contactType: "CT900" })).status, 404)
  })

  it("has none where DEMO is false", async () => {
    const { origin, output } = await startCli({ ...memory, DEMO: "false" })
    assert.strictEqual((await post(origin, { contacts: [] })).status, 401)
    assert.notInclude(output, "demo-api-key")
  })

  it("has none where others can reach it", async () => {
    const { output } = await startCli({ ...memory, HOST: "0.0.0.0" })
    assert.notInclude(output, "demo-api-key")
  })

  it("keeps to MAX_CONTACTS, MAX_BODY_BYTES and ALL_DUPLICATES", async () => {
    const { origin } = await startCli({ ...memory, MAX_CONTACTS: "2", MAX_BODY_BYTES: "100", ALL_DUPLICATES: "reject" })
    assert.strictEqual((await post(origin, { contacts: ["a@x.org", "b@x.org", "c@x.org"] })).status, 400)
    assert.strictEqual((await post(origin, { contacts: ["a".repeat(100)] })).status, 413)
    assert.strictEqual((await post(origin, { contacts: ["a@x.org"] })).status, 201)
    assert.strictEqual((await post(origin, { contacts: ["a@x.org"] })).status, 400)
  })

  it("logs a line of JSON for each request", async () => {
    const { origin, end, log } = await startCli(memory)
    await post(origin, { contacts: ["ada@example.com"] })
    await end("SIGTERM")
    const lines = (await log).trimEnd().split("\n")
    const { message, annotations } = JSON.parse(lines[0] ?? "")
    assert.lengthOf(lines, 1)
    assert.strictEqual(message, "Request completed")
    assert.strictEqual(annotations.organizationId, "demo")
  })

  it("keeps to LOG_LEVEL", async () => {
    const { origin, end, log } = await startCli({ ...memory, LOG_LEVEL: "error" })
    await post(origin, { contacts: ["ada@example.com"] })
    await end("SIGTERM")
    assert.strictEqual(await log, "")
  })

  it("keeps to RATE_LIMIT", async () => {
    const { origin } = await startCli({ ...memory, RATE_LIMIT: "1" })
    assert.strictEqual((await post(origin, { contacts: ["a@x.org"] })).status, 201)
    assert.strictEqual((await post(origin, { contacts: ["a@x.org"] })).status, 429)
    assert.strictEqual((await post(origin, { contacts: ["a@x.org"] }, "demo-api-key-2")).status, 201)
  })
})

describe("what keeps it from starting", () => {
  it.each([
    [{ PORT: "none" }, "PORT"],
    [{ PORT: "70000" }, "PORT"],
    [{ RATE_LIMIT: "0" }, "RATE_LIMIT"],
    [{ MAX_CONTACTS: "0" }, "MAX_CONTACTS"],
    [{ ALL_DUPLICATES: "maybe" }, "ALL_DUPLICATES"],
    [{ LOG_LEVEL: "loud" }, "LOG_LEVEL"],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: "nowhere" }, "OTEL_EXPORTER_OTLP_ENDPOINT"],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "nowhere" }, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"],
    [{ OTEL_TRACES_EXPORTER: "otlp", OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" }, "OTEL_EXPORTER_OTLP_PROTOCOL"],
    [
      { OTEL_TRACES_EXPORTER: "otlp", OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: "grpc" },
      "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL",
    ],
    [{ OTEL_TRACES_EXPORTER: "otlp", OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: "soon" }, "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT"],
    [{ SHUTDOWN_DELAY: "-1" }, "SHUTDOWN_DELAY"],
    [{ SHUTDOWN_TIMEOUT: "1.5" }, "SHUTDOWN_TIMEOUT"],
    [{ HEADERS_TIMEOUT: "0" }, "HEADERS_TIMEOUT"],
    [{ KEEP_ALIVE_TIMEOUT: "0" }, "KEEP_ALIVE_TIMEOUT"],
  ])("is said in one line: %o", async (environment, name) => {
    const { status, stderr } = await runCli(["serve"], environment)
    assert.strictEqual(status, 1)
    assert.match(stderr, new RegExp(`^bulk-contacts: ${name}: [^\n]+\n$`))
  })

  it("is said in one line: a port in use", async () => {
    const { origin } = await startCli(memory)
    const { status, stderr } = await runCli(["serve"], { ...memory, PORT: new URL(origin).port })
    assert.strictEqual(status, 1)
    assert.match(stderr, /^bulk-contacts: cannot listen on 127\.0\.0\.1:\d+: the port is in use\n$/)
  })

  it.each([
    [{ ...memory, HOST: "no..host" }, "cannot listen on no..host:0: there is no such host"],
    [{ ...memory, HOST: "192.0.2.1" }, "cannot listen on 192.0.2.1:0: this machine has no such address"],
    [{ DATA_DIR: "/dev/null/data" }, "/dev/null/data"],
    [{ DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" }, "the database cannot be used: connect ECONNREFUSED"],
  ])("is said in one line: %o", async (environment, sentence) => {
    const { status, stderr } = await runCli(["serve"], environment)
    assert.strictEqual(status, 1)
    assert.match(stderr, /^bulk-contacts: [^\n]+\n$/)
    assert.include(stderr, sentence)
  })
})
