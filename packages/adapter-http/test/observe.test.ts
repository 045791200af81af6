import { request } from "node:http"
import { assert, describe, it } from "vitest"
import { post, startServer } from "./support/server.ts"

const bulk = "/v1/accounts/contacts/bulk"
const server = await startServer()

const scrape = async () => {
  const response = await fetch(`${server.origin}/metrics`)
  return { contentType: response.headers.get("content-type"), text: await response.text() }
}

const sample = (text: string, name: string, labels = ""): number =>
  Number(new RegExp(`^${name}${labels} (\\S+)$`, "m").exec(text)?.[1] ?? 0)

/** The lines about answers, since there were `from` lines. */
const answered = (from: number) =>
  server.log
    .slice(from)
    .map((line) => JSON.parse(line))
    .filter(({ message }) => message === "Request completed")

describe("/metrics", () => {
  it("counts requests by method, route and status, and contacts created and skipped", async () => {
    const before = (await scrape()).text
    await post(server, { contacts: ["a@example.com", "b@example.com", "A@example.com"] })
    await post(server, { contacts: ["no address"] })
    await post(server, { contacts: ["c@example.com"] }, {}, "?dryRun=true")
    const { contentType, text } = await scrape()
    assert.match(contentType ?? "", /^text\/plain; version=0\.0\.4/)
    const grew = (name: string, labels?: string) => sample(text, name, labels) - sample(before, name, labels)
    assert.strictEqual(grew("contacts_created_total"), 2)
    assert.strictEqual(grew("contacts_skipped_total"), 1)
    assert.strictEqual(grew("http_requests_total", `\\{method="POST",route="${bulk}",status="201"\\}`), 1)
    assert.strictEqual(grew("http_requests_total", `\\{method="POST",route="${bulk}",status="400"\\}`), 1)
    assert.strictEqual(grew("http_request_duration_seconds_count", `\\{route="${bulk}"\\}`), 3)
    assert.strictEqual(sample(text, "http_requests_in_flight"), 1)
  })
})

it("has no more series in /metrics for methods and paths that do not exist", async () => {
  const ask = async (method: string, path: string) => {
    await fetch(`${server.origin}${path}`, { method })
    return (await scrape()).text
  }
  await ask("PROPFIND", "/first")
  const series = (text: string) => text.split("\n").map((line) => line.split(" ")[0])
  const before = await ask("GET", "/first")
  assert.include(before, 'http_requests_total{method="other",route="none",status="404"} 1')
  const after = await ask("MKCOL", "/second").then(() => ask("GET", "/third"))
  assert.deepStrictEqual(series(after), series(before))
})

describe("the log", () => {
  it("has a line for each request, with its id, organization and counts, and no email or key", async () => {
    const from = server.log.length
    await post(server, { contacts: ["logged@example.com"] }, { "x-request-id": "logged" }, "?dryRun=false")
    const [line] = answered(from)
    assert.deepInclude(line.annotations, {
      requestId: "logged",
      method: "POST",
      path: "/v1/accounts/contacts/bulk",
      status: 201,
      organizationId: "org",
      total: 1,
      created: 1,
      skipped: 0,
    })
    assert.isAbove(line.annotations.milliseconds, 0)
    assert.notMatch(server.log.join("\n"), /logged@|"key"/)
  })

  it("omits the probes of monitoring systems", async () => {
    const from = server.log.length
    await fetch(`${server.origin}/health/live`)
    await scrape()
    assert.isEmpty(answered(from))
  })
})

it("responds to a request target that is not a URL", async () => {
  const { hostname, port } = new URL(server.origin)
  const status = await new Promise((resolve) => {
    request({ hostname, port, path: "//" }, (response) => resolve(response.resume().statusCode)).end()
  })
  assert.strictEqual(status, 404)
})
