import { readFile } from "node:fs/promises"
import type { RequestListener } from "node:http"
import { join } from "node:path"
import { assert, describe, it } from "vitest"
import { temporaryDirectory } from "../support/database.ts"
import { DEMO, fileOf, lines, startHttpServer } from "../support/importing.ts"
import { runInProcess } from "../support/runInProcess.ts"

describe("an import to a server that cannot be trusted", () => {
  const contacts = lines("email", "ada@example.com", "grace@example.com")

  /** Imports two contacts to a server that gives this response to every request. */
  const importTo = async (respond: RequestListener, credentials = "", report?: string) => {
    const requests: Array<string> = []
    const { host } = await startHttpServer((request, response) => {
      requests.push(`${request.url} ${request.headers.authorization}`)
      request.resume().once("end", () => respond(request, response))
    })
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
