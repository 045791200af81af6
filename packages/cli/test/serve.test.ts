import { execFile, spawnSync } from "node:child_process"
import { promisify } from "node:util"
import { assert, describe, it } from "vitest"
import { startCli } from "./support/cli.ts"
import { runInProcess } from "./support/runInProcess.ts"
import { serveInProcess } from "./support/startInProcess.ts"

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
  it.skipIf(!hasCurl)("prints a curl command that works as printed (skipped if curl is not installed)", async () => {
    const { output } = await startCli(memory)
    const curl = output.slice(output.indexOf("  curl "))
    const { stdout } = await promisify(execFile)("sh", ["-c", `${curl.trim()} -s`])
    assert.deepStrictEqual(JSON.parse(stdout), { total: 1, created: 1, skipped: 0 })
  })

  it("has two demo organizations that are isolated from each other", async () => {
    const { origin } = await serveInProcess(memory)
    const created = { total: 1, created: 1, skipped: 0 }
    const contacts = ["ada@example.com"]
    assert.deepStrictEqual((await post(origin, { contacts, accountIds: ["A123", "A456"] })).body, created)
    assert.deepStrictEqual((await post(origin, { contacts, accountIds: ["B123"] }, "demo-api-key-2")).body, created)
    assert.strictEqual((await post(origin, { contacts, accountIds: ["B123"] })).status, 404)
    assert.strictEqual((await post(origin, { contacts, contactType: "CT900" })).status, 404)
  })

  it("has no demo organization if DEMO is false", async () => {
    const { origin, output } = await startCli({ ...memory, DEMO: "false" })
    assert.strictEqual((await post(origin, { contacts: [] })).status, 401)
    assert.notInclude(output, "demo-api-key")
  })

  it("has no demo organization if other machines can reach it", async () => {
    const { output } = await startCli({ ...memory, HOST: "0.0.0.0" })
    assert.notInclude(output, "demo-api-key")
  })

  it("obeys MAX_CONTACTS, MAX_BODY_BYTES and ALL_DUPLICATES", async () => {
    const { origin } = await serveInProcess({
      ...memory,
      MAX_CONTACTS: "2",
      MAX_BODY_BYTES: "100",
      ALL_DUPLICATES: "reject",
    })
    assert.strictEqual((await post(origin, { contacts: ["a@x.org", "b@x.org", "c@x.org"] })).status, 400)
    assert.strictEqual((await post(origin, { contacts: ["a".repeat(100)] })).status, 413)
    assert.strictEqual((await post(origin, { contacts: ["a@x.org"] })).status, 201)
    assert.strictEqual((await post(origin, { contacts: ["a@x.org"] })).status, 400)
  })

  it("obeys DEFAULT_COUNTRY, unless a request names another country", async () => {
    const { origin } = await serveInProcess({ ...memory, DEFAULT_COUNTRY: "DE" })
    const contacts = [{ email: "ada@example.com", phoneNumber: "030 901820" }]
    assert.strictEqual((await post(origin, { contacts })).status, 201)
    const response = await fetch(`${origin}/v1/accounts/contacts/bulk?defaultCountry=US`, {
      method: "POST",
      headers: { "x-api-key": "demo-api-key", "content-type": "application/json" },
      body: JSON.stringify({ contacts }),
    })
    assert.strictEqual(response.status, 400)
    assert.include(await response.text(), "in US, the default country")
  })

  it("logs one line of JSON per request", async () => {
    const { origin, end, log } = await startCli(memory)
    await post(origin, { contacts: ["ada@example.com"] })
    await end("SIGTERM")
    const lines = (await log).trimEnd().split("\n")
    const { message, annotations } = JSON.parse(lines[0] ?? "")
    assert.lengthOf(lines, 1)
    assert.strictEqual(message, "Request completed")
    assert.strictEqual(annotations.organizationId, "demo")
  })

  it("obeys LOG_LEVEL", async () => {
    const { origin, end, log } = await startCli({ ...memory, LOG_LEVEL: "error" })
    await post(origin, { contacts: ["ada@example.com"] })
    await end("SIGTERM")
    assert.strictEqual(await log, "")
  })

  it("obeys RATE_LIMIT", async () => {
    const { origin } = await serveInProcess({ ...memory, RATE_LIMIT: "1" })
    assert.strictEqual((await post(origin, { contacts: ["a@x.org"] })).status, 201)
    assert.strictEqual((await post(origin, { contacts: ["a@x.org"] })).status, 429)
    assert.strictEqual((await post(origin, { contacts: ["a@x.org"] }, "demo-api-key-2")).status, 201)
  })
})

describe("an address that cannot be used is reported in one line", () => {
  it("a port in use", async () => {
    const { origin } = await serveInProcess(memory)
    const { status, stderr } = await runInProcess(["serve"], { ...memory, PORT: new URL(origin).port })
    assert.strictEqual(status, 1)
    assert.match(
      stderr,
      /^bulk-contacts: cannot listen on 127\.0\.0\.1:\d+: the port is in use; set PORT to another one\n$/,
    )
  })

  it.each([
    ["no..host", "the host name cannot be resolved; change HOST"],
    ["192.0.2.1", "this machine does not have this address; change HOST"],
  ])("%s", async (host, reason) => {
    const { status, stderr } = await runInProcess(["serve"], { ...memory, PORT: "0", HOST: host })
    assert.deepStrictEqual([status, stderr], [1, `bulk-contacts: cannot listen on ${host}:0: ${reason}\n`])
  })
})
