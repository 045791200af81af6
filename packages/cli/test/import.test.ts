import { once } from "node:events"
import { existsSync } from "node:fs"
import { readFile, writeFile } from "node:fs/promises"
import { createServer, type RequestListener } from "node:http"
import type { AddressInfo } from "node:net"
import { join } from "node:path"
import { text } from "node:stream/consumers"
import { layerConnection } from "@bulk-contacts/test-support/databases"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import { assert, describe, it, onTestFinished } from "vitest"
import { spawnCli, startCli } from "./support/cli.ts"
import { emptyDatabaseUrl, migratedDirectory, setUpDatabase, temporaryDirectory } from "./support/database.ts"
import { runInProcess } from "./support/runInProcess.ts"
import { serveInProcess } from "./support/startInProcess.ts"

const DEMO = { BULK_CONTACTS_KEY: "demo-api-key" }

/** Writes a file for the test. */
const fileOf = async (name: string, content: string): Promise<string> => {
  const path = join(await temporaryDirectory(), name)
  await writeFile(path, content)
  return path
}

const lines = (...lines: ReadonlyArray<string>) => `${lines.join("\n")}\n`

/** Of a report. */
const header = "line,status,email,id,reason,first_line,column,field,value,code,message"

const demoServer = () => serveInProcess({ STORE: "memory" })

describe("import --country", () => {
  it("is the country of phone numbers without a country code, in a store and on a server", async () => {
    const file = await fileOf("leads.csv", lines("email,phone", "ada@example.com,030 901820"))
    const environment = { DATABASE_URL: await emptyDatabaseUrl() }
    await setUpDatabase(environment.DATABASE_URL)
    const { origin } = await demoServer()
    for (const [args, env] of [
      [["--org", "acme"], environment],
      [["--url", origin], DEMO],
    ] as const) {
      const without = await runInProcess(["import", file, ...args], env)
      assert.strictEqual(without.status, 2)
      assert.include(without.stderr, "must begin with its country code")
      const { status, stdout } = await runInProcess(["import", file, ...args, "--country", "DE"], env)
      assert.deepStrictEqual([status, stdout], [0, "Created 1 of 1 contact; 0 skipped\n"])
    }
  })
})

describe("import --lenient", () => {
  const file = () =>
    fileOf(
      "leads.csv",
      lines(
        "email,firstName,accountIds",
        "ada@example.com,Ada,A123",
        "no address,Grace,",
        'alan@example.com,"Al"an,',
        "kay@example.com,Kay,A999",
        "ada@example.com,Ada,",
      ),
    )

  it("leaves out invalid contacts, and says which and why, in a store and on a server", async () => {
    const environment = { DATABASE_URL: await emptyDatabaseUrl() }
    await setUpDatabase(environment.DATABASE_URL)
    const { origin } = await demoServer()
    for (const [args, env] of [
      [["--org", "acme"], environment],
      [["--url", origin], DEMO],
    ] as const) {
      const path = await file()
      const report = join(await temporaryDirectory(), "report.csv")
      const run = (...more: ReadonlyArray<string>) => runInProcess(["import", path, ...args, ...more], env)
      assert.strictEqual((await run()).status, 2)
      const preview = await run("--lenient", "--dry-run")
      assert.deepStrictEqual(
        [preview.status, preview.stdout],
        [0, "Would create 1 of 5 contacts; 1 would be skipped, 3 left out as invalid. Nothing was stored\n"],
      )
      const { status, stdout, stderr } = await run("--lenient", "--report", report)
      assert.deepStrictEqual([status, stdout], [0, "Created 1 of 5 contacts; 1 skipped, 3 left out as invalid\n"])
      assert.match(
        stderr,
        /\n3 invalid contacts were left out:\n {2}line 3 {2}email {7}"no address" {2}must be an email address\n {2}line 4 {2}contacts .*\n {2}line 5 {2}accountIds {2}"A999" {8}Account not found: A999\n/,
      )
      assert.strictEqual(
        (await readFile(report, "utf8")).replace(/has text after.*?twice/, "…").replace(/[\da-f-]{36}/, "ID"),
        [
          header,
          "2,created,ada@example.com,ID,,,,,,,",
          "3,invalid,,,,,email,email,no address,invalid_email,must be an email address",
          "4,invalid,,,,,,contacts,,invalid_csv,…",
          "5,invalid,,,,,accountIds,accountIds,A999,account_not_found,Account not found: A999",
          "6,skipped,ada@example.com,,duplicate_in_request,2,,,,,",
          "",
        ].join("\r\n"),
      )
      const again = await run("--lenient", "--json")
      assert.deepInclude(JSON.parse(again.stdout), { total: 5, created: 0, skipped: 2, invalid: 3, dryRun: false })
    }
  })

  it("is rejected if the columns are not understood or an account from the command line does not exist", async () => {
    const { origin } = await demoServer()
    const unknown = await fileOf("unknown.csv", lines("email,Whatever", "ada@example.com,x"))
    for (const [path, ...args] of [[unknown], [await file(), "--account", "A999"]]) {
      const run = await runInProcess(["import", path ?? "", "--url", origin, "--lenient", ...args], DEMO)
      assert.strictEqual(run.status, 2)
      assert.match(run.stderr, /was rejected and nothing was stored/)
    }
  })

  it("names the position of a contact in a JSON file", async () => {
    const { origin } = await demoServer()
    const path = await fileOf("leads.json", JSON.stringify(["ada@example.com", { email: "no address" }]))
    const { status, stderr } = await runInProcess(["import", path, "--url", origin, "--lenient"], DEMO)
    assert.strictEqual(status, 0)
    assert.match(
      stderr,
      /1 invalid contact was left out:\n {2}contacts\[1\] {2}email {2}"no address" {2}must be an email address\n/,
    )
  })
})

describe("import --rejects", () => {
  it("writes the invalid rows, which can be corrected and imported, from a store and from a server", async () => {
    const environment = { DATABASE_URL: await emptyDatabaseUrl() }
    await setUpDatabase(environment.DATABASE_URL)
    const { origin } = await demoServer()
    const rows = Array.from({ length: 300 }, (_, i) => `${i % 2 === 0 ? `p${i}@example.com` : `p${i}`};=${i}`)
    for (const [args, env] of [
      [["--org", "acme"], environment],
      [["--url", origin], DEMO],
    ] as const) {
      const path = await fileOf("leads.csv", lines("email;Vorname", ...rows))
      const directory = await temporaryDirectory()
      const [report, rejects] = [join(directory, "report.csv"), join(directory, "rejects.csv")]
      const run = (file: string, ...more: ReadonlyArray<string>) =>
        runInProcess(["import", file, ...args, "--separator", ";", ...more], env)

      const strict = await run(path, "--report", report, "--rejects", rejects)
      assert.deepStrictEqual([strict.status, strict.stdout], [2, ""])
      const strictRejects = await readFile(rejects, "utf8")
      const reported = (await readFile(report, "utf8")).trimEnd().split("\r\n")
      assert.lengthOf(reported, 151)
      assert.match(reported.at(-1) ?? "", /^301,invalid,,,,,email,email,p299,invalid_email,/)

      const lenient = await run(path, "--lenient", "--report", report, "--rejects", rejects)
      assert.strictEqual(lenient.stdout, "Created 150 of 300 contacts; 0 skipped, 150 left out as invalid\n")
      assert.lengthOf((await readFile(report, "utf8")).trimEnd().split("\r\n"), 301)
      assert.strictEqual(await readFile(rejects, "utf8"), strictRejects)
      assert.match(
        strictRejects,
        /^\uFEFFemail;Vorname;bulk-contacts problem\r\np1;'=1;email must be an email address\r\n/,
      )

      await writeFile(rejects, strictRejects.replaceAll(/^(p\d+);/gm, "$1@example.com;"))
      const corrected = await run(rejects)
      assert.strictEqual(corrected.stdout, "Created 150 of 150 contacts; 0 skipped\n", corrected.stderr)
    }
  })

  it("of a file that is rejected as a whole writes no rows", async () => {
    const { origin } = await demoServer()
    const path = await fileOf("leads.csv", lines("email", "ada@example.com"))
    const rejects = join(await temporaryDirectory(), "rejects.csv")
    const args = ["import", path, "--url", origin, "--account", "A999", "--rejects", rejects]
    const { status, stderr } = await runInProcess(args, DEMO)
    assert.strictEqual(status, 2)
    assert.match(stderr, /rejects\.csv was not written: no contact is at fault\n$/)
    assert.isFalse(existsSync(rejects))
  })
})

describe("an import directly into a store", () => {
  it("stores new contacts once and reports the others; a dry run stores nothing", async () => {
    const environment = { DATABASE_URL: await emptyDatabaseUrl() }
    await setUpDatabase(environment.DATABASE_URL)
    const file = await fileOf(
      "leads.csv",
      '\uFEFFE-Mail,"First\r\nName",accountIds,source\r\n\r\nAda@example.com,Ada,A123,\r\nada@EXAMPLE.com,Ada,,"A,\r\nda"\r\n,,,\r\ngrace@example.com,,,\r\n',
    )
    const report = join(await temporaryDirectory(), "skipped.csv")
    const run = (...args: ReadonlyArray<string>) =>
      runInProcess(["import", file, "--org", "acme", ...args], environment)

    const preview = await run("--dry-run", "--report", report)
    assert.strictEqual(preview.stdout, "Would create 2 of 3 contacts; 1 would be skipped. Nothing was stored\n")
    assert.strictEqual(preview.status, 0)
    assert.include(preview.stderr, "  First Name → firstName\n")
    assert.strictEqual(
      await readFile(report, "utf8"),
      `${header}\r\n4,created,ada@example.com,,,,,,,,\r\n5,skipped,ada@example.com,,duplicate_in_request,4,,,,,\r\n8,created,grace@example.com,,,,,,,,\r\n`,
    )

    assert.strictEqual((await run()).stdout, "Created 2 of 3 contacts; 1 skipped\n")
    const again = await run("--json", "--report", report)
    assert.deepInclude(JSON.parse(again.stdout), { total: 3, created: 0, skipped: 3, dryRun: false })
    assert.match(
      await readFile(report, "utf8"),
      /\r\n4,skipped,ada@example\.com,[0-9a-f-]{36},already_exists,,,,,,\r\n5,.*,4,,,,,\r\n8,skipped,grace@/,
    )

    const ghost = await runInProcess(["import", file, "--org", "ghost", "--account", "A999"], environment)
    assert.strictEqual(ghost.status, 2)
    assert.match(
      ghost.stderr,
      /\nbulk-contacts: The organization ghost does not exist: create it with bulk-contacts org create --id ghost\n$/,
    )

    const rejected = await run("--account", "A999", "--contact-type", "CT999")
    assert.strictEqual(rejected.status, 2)
    assert.match(
      rejected.stderr,
      /rejected and nothing was stored: Account not found in organization acme\n {2}accountIds {3}Account not found: A999\n {2}contactType /,
    )
  })

  it("works on the embedded database", async () => {
    const environment = { STORE: "pglite", DATA_DIR: await migratedDirectory() }
    const { end } = await startCli(environment)
    await end("SIGTERM")
    const file = await fileOf("a.ndjson", lines('"ada@example.com"', '"Ada <ada@example.com>"'))
    for (const [args, created] of [
      [["--dry-run"], 1],
      [["--source", "Slack"], 1],
      [[], 0],
    ] as const) {
      const run = await runInProcess(["import", file, "--org", "demo", "--json", ...args], environment)
      assert.strictEqual(JSON.parse(run.stdout).created, created)
    }
  })
})

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
      header,
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

describe("an import to a server that cannot be trusted", () => {
  const contacts = lines("email", "ada@example.com", "grace@example.com")

  /** Imports two contacts to a server that gives this response to every request. */
  const importTo = async (respond: RequestListener, credentials = "", report?: string) => {
    const requests: Array<string> = []
    const server = createServer((request, response) => {
      requests.push(`${request.url} ${request.headers.authorization}`)
      request.resume().once("end", () => respond(request, response))
    })
    server.listen(0, "127.0.0.1")
    await once(server, "listening")
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
    const file = await fileOf("a.csv", contacts)
    const args = report === undefined ? [] : ["--report", report]
    const run = await runInProcess(["import", file, "--url", `http://${credentials}${host}/base/`, ...args], DEMO)
    assert.notInclude(run.stderr, "demo-api-key")
    const [, ...failure] = run.stderr.split("bulk-contacts: ")
    return { ...run, failure: failure.join("").trimEnd(), origin: `http://${host}/base`, requests }
  }

  const json =
    (status: number, body: object): RequestListener =>
    (_request, response) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body))

  it.each([301, 302, 303, 307, 308])("does not follow a redirect: %i", async (status) => {
    const { failure, origin, requests, ...run } = await importTo((_request, response) =>
      response.writeHead(status, { location: "http://elsewhere.example/\u009b31m" }).end(),
    )
    assert.deepStrictEqual([run.status, run.stdout, requests.length], [1, "", 1])
    assert.strictEqual(
      failure,
      `${origin} responded with ${status}, a redirect to http://elsewhere.example/%C2%9B31m. Use the server's own address`,
    )
  })

  it.each([
    [413, /larger than a proxy.*Nothing was stored.*client_max_body_size/],
    [429, /too many requests.*Nothing was stored/],
    [504, /may have been stored.*proxy_read_timeout/],
  ])("gives advice for what a proxy responds: %i", async (status, advice) => {
    for (const respond of [
      json(status, { statusCode: status, message: "no", error: "no" }),
      (_request, response) => response.writeHead(status, { "content-type": "text/html" }).end("<html>"),
    ] satisfies ReadonlyArray<RequestListener>) {
      const { failure, origin, ...run } = await importTo(respond)
      assert.strictEqual(run.status, 1)
      assert.match(failure, advice)
      assert.match(failure, new RegExp(`^${origin} responded with ${status}: .*Retry safely with --idempotency-key`))
    }
  })

  it("reports that the file is too large for the server, in its words", async () => {
    const message = "The request is too large for this store: split it"
    const { failure, ...run } = await importTo(json(413, { statusCode: 413, message, error: "Payload Too Large" }))
    assert.strictEqual(run.status, 2)
    assert.match(
      failure,
      /a\.csv was rejected and nothing was stored: The request is too large for this store: split it$/,
    )
  })

  it("imports without a name if the server does not record imports, and says so", async () => {
    const details = [{ field: "import", code: "not_supported", message: "is not possible" }]
    const rejection = json(400, { statusCode: 400, message: "Invalid request", error: "Bad Request", details })
    const { requests, ...run } = await importTo((request, response) =>
      (request.url?.includes("import=") ? rejection : json(201, { total: 2, created: 2, skipped: 0 }))(
        request,
        response,
      ),
    )
    assert.deepStrictEqual([run.status, run.stdout], [0, "Created 2 of 2 contacts; 0 skipped\n"])
    assert.lengthOf(requests, 2)
    assert.match(run.stderr, /\nThe server does not record imports: no command can undo this one\n$/)
  })

  it.each([
    { total: 2, created: 5, skipped: 9 },
    { total: 2, created: 3, skipped: -1 },
    { total: 2, created: 0.5, skipped: 1.5 },
    { total: 3, created: 2, skipped: 1 },
    { total: 0, created: 0, skipped: 0 },
  ])("does not believe counts that do not add up to what was sent: %o", async (counts) => {
    const { failure, ...run } = await importTo(json(201, counts))
    assert.deepStrictEqual([run.status, run.stdout], [1, ""])
    assert.match(failure, /^http:\S+ .*(does|do) not add up: .+\. Retry safely with --idempotency-key [0-9a-f-]{36}$/)
  })

  it("prints no control, escape or direction characters, and forges no line", async () => {
    const hostile = "no\r\nCreated 2 of 2 contacts\u001b[2K\u009b31m\u202edekcah"
    const details = [{ index: 0, field: hostile, code: "required", message: hostile }]
    const bodies = [
      json(503, { statusCode: 503, message: hostile, error: "Service Unavailable" }),
      json(400, { statusCode: 400, message: hostile, error: "Bad Request", details }),
      json(404, { statusCode: 404, message: hostile, error: "Not Found", details }),
    ]
    for (const body of bodies) {
      const { status, stderr } = await importTo(body)
      assert.notStrictEqual(status, 0)
      assert.match(stderr, /no Created 2 of 2 contacts \[2K ?31m ?dekcah/)
      assert.notMatch(stderr, /^Created/m)
      assert.notMatch(stderr, /(?!\n)\p{Cc}|\p{Bidi_Control}/u)
    }
  })

  it("writes no control, escape or direction characters into a report", async () => {
    const hostile = "=no\r\u001b[2K\u009b31m\u202edekcah\u0007"
    const report = join(await temporaryDirectory(), "report.csv")
    const outcomes = [
      { index: 0, email: "ada@example.com", status: "created" },
      { index: 1, email: hostile, status: "skipped", reason: "already_exists", id: hostile },
    ]
    const { status } = await importTo(json(201, { total: 2, created: 1, skipped: 1, contacts: outcomes }), "", report)
    assert.strictEqual(status, 0)
    const written = await readFile(report, "utf8")
    assert.match(written, /'=no \[2K ?31m ?dekcah/)
    assert.notMatch(written, /(?![\r\n])\p{Cc}|\p{Bidi_Control}/u)
  })

  it("stops reading a response that does not end", async () => {
    const { failure, status } = await importTo((_request, response) => {
      response.writeHead(201, { "content-type": "application/json" })
      const write = () => {
        while (response.write(" ".repeat(65_536)));
        response.once("drain", write)
      }
      write()
    })
    assert.strictEqual(status, 1)
    assert.match(failure, /The response is larger than 1048576 bytes.+Retry safely with --idempotency-key/)
  })

  it("prints problems whose code a newer server has invented", async () => {
    const details = [{ index: 0, line: 2, field: "email", code: "invented_later", message: "is new" }]
    const { failure, status } = await importTo(
      json(400, { statusCode: 400, message: "Invalid", error: "Bad Request", details }),
    )
    assert.strictEqual(status, 2)
    assert.match(failure, /line 2 {2}email {2}"\S+" {2}is new/)
  })

  it("never prints the user name and the password of a URL, which the server gets", async () => {
    const { failure, origin, requests } = await importTo(
      json(500, { statusCode: 500, message: "broken", error: "Internal Server Error" }),
      "ada:s%40cret@",
    )
    assert.match(failure, new RegExp(`^${origin} responded with 500: broken\\. Retry safely`))
    assert.include(requests[0], `Basic ${btoa("ada:s@cret")}`)
    const file = await fileOf("a.csv", contacts)
    const unreachable = await runInProcess(["import", file, "--url", "http://ada:s%40cret@127.0.0.1:1"], DEMO)
    assert.include(unreachable.stderr, "bulk-contacts: http://127.0.0.1:1 cannot be reached: ")
    assert.notMatch(unreachable.stderr, /s%40cret|s@cret/)
  })
})

describe("an import that cannot start", () => {
  // Nothing listens there: sending anything would fail in another way.
  const run = (file: string, environment: Record<string, string> = DEMO, ...args: ReadonlyArray<string>) =>
    runInProcess(["import", file, "--url", "http://127.0.0.1:1", ...args], environment)

  it("is rejected for a column that is not a field, by name", async () => {
    const { status, stdout, stderr } = await run(await fileOf("a.csv", "e-mail,Company\nada@example.com,1\n"))
    assert.match(stderr, /: 1 problem\n {2}line 2 {2}Company {2}is not a field of a contact .*--keep-rest\)\n$/)
    assert.deepStrictEqual([status, stdout], [2, ""])
  })

  it("reports that the file does not exist", async () => {
    const { status, stderr } = await run("missing.csv")
    assert.strictEqual(stderr, "bulk-contacts: missing.csv: cannot be read: no such file or directory\n")
    assert.strictEqual(status, 1)
  })
})

describe("an import that is stopped", () => {
  const manyContacts = () =>
    fileOf("many.csv", `email\n${Array.from({ length: 300_000 }, (_, i) => `contact-${i}@example.com`).join("\n")}`)

  it("leaves nothing behind in the database", async () => {
    const url = await emptyDatabaseUrl()
    await setUpDatabase(url)
    const child = spawnCli(["import", await manyContacts(), "--org", "acme"], { DATABASE_URL: url })
    const [stderr, exited] = [text(child.stderr), once(child, "exit")]
    const count = (table: string) =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const [row] = yield* sql<{ count: number }>`select count(*)::int as count from ${sql(table)}`
        return row?.count ?? 0
      })
    const watch = Effect.gen(function* () {
      while ((yield* count("staged_contacts")) === 0) yield* Effect.yieldNow
      child.kill("SIGTERM")
      const [status] = yield* Effect.promise(() => exited)
      assert.strictEqual(status, 143)
      assert.deepStrictEqual([yield* count("staged_contacts"), yield* count("contacts")], [0, 0])
    })
    await Effect.runPromise(Effect.provide(watch, layerConnection(url)))
    assert.match(await stderr, /\nStopped: nothing was stored\n$/)
  })

  it("reports that nothing was stored if the server does not have all of it", async () => {
    const server = createServer()
    const asked = once(server, "request")
    server.listen(0, "127.0.0.1")
    await once(server, "listening")
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    const { port } = server.address() as AddressInfo
    const child = spawnCli(["import", await manyContacts(), "--url", `http://127.0.0.1:${port}`], DEMO)
    const [stderr, exited] = [text(child.stderr), once(child, "exit")]
    await asked
    child.kill("SIGINT")
    assert.deepStrictEqual([(await exited)[0], (await stderr).split("\n").at(-2)], [130, "Stopped: nothing was stored"])
  })

  it("reports how to retry if the server has all of it", async () => {
    const server = createServer((request) => request.resume().once("end", () => child.kill("SIGINT")))
    server.listen(0, "127.0.0.1")
    await once(server, "listening")
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    const { port } = server.address() as AddressInfo
    const file = await fileOf("a.csv", lines("email", "ada@example.com"))
    const child = spawnCli(["import", file, "--url", `http://127.0.0.1:${port}`], DEMO)
    const [stderr, exited] = [text(child.stderr), once(child, "exit")]
    assert.strictEqual((await exited)[0], 130)
    assert.match(
      await stderr,
      /\nStopped: the contacts may have been stored\. Retry safely with --idempotency-key [0-9a-f-]{36}\n$/,
    )
  })
})
