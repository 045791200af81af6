import { readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { assert, describe, it } from "vitest"
import { temporaryDirectory } from "../support/database.ts"
import { DEMO, demoServer, fileOf, lines, reportHeader } from "../support/importing.ts"
import { runInProcess } from "../support/runInProcess.ts"

describe("an import to a server", () => {
  it("accepts CSV, NDJSON and JSON, with defaults from the command line", async () => {
    const { origin } = await demoServer()
    const json = { contacts: ["ada@example.com", "new@example.com"], accountIds: ["A999"], source: "Slack" }
    const report = join(await temporaryDirectory(), "report.csv")
    for (const [name, content, stdout, reported] of [
      [
        "a.csv",
        lines("e_mail,Phone", "ada@example.com,+14155552671"),
        "Created 1 of 1 contact; 0 skipped\n",
        [/^2,created,ada@example.com,.{36},,/],
      ],
      [
        "a.NDJSON",
        lines('"b@example.com"', "", '{"email":"B@example.com"}'),
        "Created 1 of 2 contacts; 1 skipped\n",
        [/^1,created,b@example.com,/, /^3,skipped,b@example.com,,duplicate_in_request,1,/],
      ],
      [
        "a.json",
        JSON.stringify(json),
        "Created 1 of 2 contacts; 1 skipped\n",
        [/^0,skipped,ada@example.com,.{36},already_exists,/, /^1,created,/],
      ],
      [
        "b.json",
        '["new@example.com","x@example.com"]',
        "Created 1 of 2 contacts; 1 skipped\n",
        [/^0,skipped,new@example.com,/, /^1,created,/],
      ],
    ] as const) {
      const file = await fileOf(name, content)
      const args = ["import", file, "--url", `${origin}/`, "--account", "A123", "--account", "A456", "--report", report]
      const run = await runInProcess(args, DEMO)
      assert.strictEqual(run.stdout, stdout, run.stderr)
      const [, ...rows] = (await readFile(report, "utf8")).trimEnd().split("\r\n")
      assert.lengthOf(rows, reported.length)
      for (const [i, row] of rows.entries()) assert.match(row, new RegExp(reported[i] ?? ""))
    }
  })

  it("can be previewed, and repeated with its idempotency key", async () => {
    const { origin } = await demoServer()
    const file = await fileOf("a.csv", lines("email", "ada@example.com"))
    const run = (...args: ReadonlyArray<string>) => runInProcess(["import", file, "--url", origin, ...args], DEMO)
    assert.match((await run("--dry-run")).stdout, /^Would create 1 of 1 contact;/)
    const key = ["--idempotency-key", "repeated"]
    assert.strictEqual((await run(...key)).stdout, "Created 1 of 1 contact; 0 skipped\n")
    assert.strictEqual((await run(...key)).stdout, "Created 1 of 1 contact; 0 skipped (already imported)\n")
    await writeFile(file, lines("email", "grace@example.com"))
    const other = await run(...key)
    assert.deepStrictEqual([other.status, other.stdout], [2, ""])
    assert.match(other.stderr, /was rejected and nothing was stored: [^\n]*idempotency key[^\n]*\n$/)
  })

  it("reports why a file is rejected, and where", async () => {
    const { origin } = await demoServer()
    const report = join(await temporaryDirectory(), "problems.csv")
    const run = (file: string) => runInProcess(["import", file, "--url", origin, "--report", report], DEMO)

    const rows = Array.from({ length: 25 }, (_, i) => `nobody${i},+1415555267${i % 10}`)
    const csv = await run(await fileOf("a.csv", lines("email,Phone", "", "ada@example.com,", ...rows)))
    assert.deepStrictEqual([csv.status, csv.stdout], [2, ""])
    assert.match(
      csv.stderr,
      /a\.csv was rejected and nothing was stored: 25 problems\n {2}line 4 {3}email {2}"nobody0" {3}must be/,
    )
    assert.match(csv.stderr, /\n {2}line 23 {2}email[^\n]+\n {2}and 5 more\n/)
    const reported = (await readFile(report, "utf8")).trimEnd().split("\r\n")
    assert.lengthOf(reported, 26)
    assert.deepStrictEqual(reported.slice(0, 2), [
      reportHeader,
      "4,invalid,,,,,email,email,nobody0,invalid_email,must be an email address",
    ])

    const ndjson = await run(
      await fileOf("a.ndjson", lines('"ada@example.com"', "{", '{"email":"x@example.com","\\u001b[31m=1":1}')),
    )
    assert.strictEqual(ndjson.status, 2)
    assert.match(
      ndjson.stderr,
      /\n {2}line 2 {2}contacts {2}"\{" {2}is not valid JSON: it ends at line 2, column 2\n {2}line 3 {2}\[31m=1 +"1" {2}is not a known property\n/,
    )

    const json = await run(await fileOf("a.json", '{"contacts":["ada@example.com","nobody"]}'))
    assert.strictEqual(json.status, 2)
    assert.include(json.stderr, '\n  contacts[1]  email  "nobody"  must be an email address\n')
    assert.include(await readFile(report, "utf8"), "\r\n1,invalid,,,,,,email,nobody,invalid_email,")

    const missing = await run(await fileOf("b.json", '{"contacts":["ada@example.com"],"accountIds":"A999"}'))
    assert.strictEqual(missing.status, 2)
    assert.include(missing.stderr, ": Account not found\n  accountIds  Account not found: A999\n")
  })

  it("reports that the server rejects the key, or that there is no such server", async () => {
    const { origin } = await demoServer()
    const file = await fileOf("a.csv", lines("email", ...Array.from({ length: 50_000 }, (_, i) => `a${i}@example.com`)))
    const run = await runInProcess(["import", file, "--url", origin, "--key", "secret"])
    assert.strictEqual(run.status, 2)
    assert.include(run.stderr, `bulk-contacts: ${origin} responded with 401: Invalid API key\n`)
    assert.notInclude(run.stderr, "secret")
    const elsewhere = await runInProcess(["import", file, "--url", `${origin}/docs`], DEMO)
    assert.strictEqual(elsewhere.status, 1)
    assert.include(elsewhere.stderr, "/docs responded with 404: Path not found")
  })

  it.each([
    ["http://127.0.0.1:1", "no server is running there. Start it, or correct --url"],
    ["http://a..b", "the host name cannot be resolved. Correct --url"],
  ])("reports that there is no such server, to which nothing was sent: %s", async (url, reason) => {
    const file = await fileOf("a.csv", lines("email", "ada@example.com"))
    const run = await runInProcess(["import", file, "--url", url], DEMO)
    assert.deepStrictEqual([run.status, run.stdout], [1, ""])
    assert.include(run.stderr, `\nbulk-contacts: ${url} cannot be reached: ${reason}\n`)
    assert.notInclude(run.stderr, "--idempotency-key")
  })
})
