import { once } from "node:events"
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createServer, get } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { emptyDatabaseUrl, setUpDatabase } from "./support/database.ts"
import { runInProcess } from "./support/runInProcess.ts"
import { startInProcess } from "./support/startInProcess.ts"

const directory = mkdtempSync(join(tmpdir(), "bulk-contacts-export-"))
afterAll(() => rmSync(directory, { recursive: true, force: true }))
const path = (name: string) => join(directory, name)

const DEMO = { BULK_CONTACTS_KEY: "demo-api-key" }

let server: { readonly origin: string }
let stop = async () => {}
beforeAll(async () => {
  const started = await startInProcess({ STORE: "memory", PORT: "0" })
  server = started
  stop = started.stop
  const body = {
    contacts: [
      { email: "ada@example.com", firstName: "Ada", source: "\u001b[31m\u202Ered" },
      { email: "+b@example.com", firstName: "=1+1", lastName: "'t Hooft", accountIds: ["A123", "A456"] },
      { email: "c@example.com", source: "Fair" },
    ],
  }
  const response = await fetch(`${server.origin}/v1/accounts/contacts/bulk`, {
    method: "POST",
    headers: { "x-api-key": "demo-api-key", "content-type": "application/json" },
    body: JSON.stringify(body),
  })
  assert.strictEqual(response.status, 201)
})

afterAll(() => stop())

const run = (...args: ReadonlyArray<string>) => runInProcess([...args, "--url", server.origin], DEMO)

describe("contact list", () => {
  it("prints a table without anything that a terminal would obey", async () => {
    const { status, stdout, stderr } = await run("contact", "list", "--limit", "2")
    assert.deepStrictEqual([status, stderr], [0, "There are more: use --limit or --all (shown: 2)\n"])
    assert.match(stdout, /^EMAIL +NAME +PHONE +TYPE +ACCOUNTS +SOURCE +CREATED\nc@example\.com +c +- +CT123 +- +Fair /)
    const { stdout: all } = await run("contact", "list", "--all")
    assert.match(all, /\[31mred/)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: this is what must not be there
    assert.notMatch(all, /[\u001b\u202E]/)
  })

  it("prints one line of JSON for each contact that matches", async () => {
    const { stdout } = await run("contact", "list", "--json", "--sort", "email", "--all")
    const contacts = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line))
    assert.deepStrictEqual(
      contacts.map(({ email }) => email),
      ["+b@example.com", "ada@example.com", "c@example.com"],
    )
    assert.strictEqual(contacts[1].source, "\u001b[31m\u202Ered")
    const filtered = await run("contact", "list", "--json", "--email", "C@EXAMPLE.com", "--source", "Fair")
    assert.strictEqual(JSON.parse(filtered.stdout).email, "c@example.com")
    assert.deepStrictEqual(await run("contact", "list", "--source", "nothing"), {
      status: 0,
      stdout: "",
      stderr: "There are none\n",
    })
  })

  it("rejects what it cannot read, by name", async () => {
    for (const [flag, value] of [
      ["--email", "x"],
      ["--created-after", "2026-03-01"],
      ["--source", ""],
      ["--sorce", "Fair"],
    ] as const) {
      const { status, stdout, stderr } = await run("contact", "list", flag, value)
      assert.deepStrictEqual([status, stdout], [2, ""])
      assert.include(stderr, flag)
    }
    const nowhere = await runInProcess(["contact", "list"], DEMO)
    assert.strictEqual(nowhere.status, 2)
    const key = await runInProcess(["contact", "list", "--url", server.origin, "--key", "wrong"])
    assert.deepStrictEqual(
      [key.status, key.stderr],
      [2, `bulk-contacts: ${server.origin} responded with 401: Invalid API key\n`],
    )
  })
})

describe("contact export", () => {
  it("writes a file that gives the same contacts when it is imported", async () => {
    const file = path("contacts.csv")
    const exported = await run("contact", "export", file, "--json")
    assert.deepStrictEqual(exported, {
      status: 0,
      stdout: `${JSON.stringify({ exported: 3, file, format: "csv" })}\n`,
      stderr: "",
    })
    const csv = readFileSync(file, "utf8")
    assert.match(csv, /^\uFEFFid,email,.*\r\n/)
    assert.include(csv, "'+b@example.com,'=1+1,'t Hooft")
    const imported = await run("import", file, "--json")
    assert.include(JSON.parse(imported.stdout), { total: 3, created: 0, skipped: 3 })
  })

  it("writes NDJSON, and the count as the last line of the standard error", async () => {
    const file = path("contacts.ndjson")
    const { stdout, stderr } = await run("contact", "export", file, "--account", "A456")
    assert.deepStrictEqual([stdout, stderr], ["", `Exported 1 contact to ${file}\n`])
    assert.strictEqual(JSON.parse(readFileSync(file, "utf8")).email, "+b@example.com")
  })

  it("leaves no file, and an earlier one as it was, if the transfer is broken off", async () => {
    const broken = createServer((_, response) => {
      response.writeHead(200, { "content-type": "application/x-ndjson" })
      response.write('{"id":"1","email":"a@example.com","accountIds":[]}\n', () => response.destroy())
    }).listen(0, "127.0.0.1")
    await once(broken, "listening")
    const { port } = broken.address() as { port: number }
    writeFileSync(path("earlier.csv"), "earlier")
    for (const name of ["new.csv", "earlier.csv"]) {
      const args = ["contact", "export", path(name), "--url", `http://127.0.0.1:${port}`]
      const { status, stdout, stderr } = await runInProcess(args, DEMO)
      assert.deepStrictEqual([status, stdout], [1, ""], stderr)
      assert.match(stderr, /^bulk-contacts: http:\/\/127\.0\.0\.1:\d+: .*\n$/)
    }
    broken.close()
    assert.isFalse(existsSync(path("new.csv")))
    assert.strictEqual(readFileSync(path("earlier.csv"), "utf8"), "earlier")
  })
})

describe("the store", () => {
  it("is read directly, with the filters of a server", async () => {
    const environment = { DATABASE_URL: await emptyDatabaseUrl() }
    await setUpDatabase(environment.DATABASE_URL)
    const file = path("store.csv")
    writeFileSync(file, "email,source\nada@example.com,Fair\ngrace@example.com,Web\n")
    const inStore = (...args: ReadonlyArray<string>) => runInProcess([...args, "--org", "acme"], environment)
    assert.strictEqual((await inStore("import", file)).status, 0)
    const { stdout } = await inStore("contact", "list", "--source", "Fair", "--json")
    assert.include(JSON.parse(stdout), { email: "ada@example.com", source: "Fair" })
    const copy = path("copy.csv")
    assert.strictEqual((await inStore("contact", "export", copy)).stderr, `Exported 2 contacts to ${copy}\n`)
    assert.lengthOf(readFileSync(copy, "utf8").trimEnd().split("\r\n"), 3)
    const { status, stderr } = await runInProcess(["contact", "list", "--org", "nobody"], environment)
    assert.strictEqual(status, 2)
    assert.include(stderr, "The organization nobody does not exist")
  })
})

describe("the server", () => {
  it("sends the number of exported contacts as a trailer", async () => {
    const url = `${server.origin}/v1/accounts/contacts/export?source=Fair`
    const request = get(url, { headers: { "x-api-key": "demo-api-key" } })
    const [response] = await once(request, "response")
    response.resume()
    await once(response, "end")
    assert.strictEqual(response.headers.trailer, "contact-count")
    assert.deepStrictEqual({ ...response.trailers }, { "contact-count": "1" })
  })
})
