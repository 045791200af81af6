import { assert, describe, it } from "vitest"
import { connect } from "./support/connection.ts"
import { runInProcess } from "./support/runInProcess.ts"
import { serveInProcess } from "./support/startInProcess.ts"

/** The status of a request with these lines, on a connection of its own. */
const statusOf = async (origin: string, ...lines: ReadonlyArray<string>): Promise<number> => {
  const connection = await connect(origin)
  connection.send([...lines, "Connection: close", "\r\n"].join("\r\n"))
  return Number((await connection.untilClosed()).split(" ")[1])
}

const host = (origin: string, value: string) => statusOf(origin, "GET /health/live HTTP/1.1", `Host: ${value}`)

const allowed = ["localhost", "LocalHost:8000", "127.0.0.1", "127.255.3.4:1", "[::1]", "[::1]:8000"]
const rebound = [
  "evil.example",
  "evil.example:8000",
  "localhost.evil.example",
  "127.0.0.1.evil.example",
  "127.0.0.256",
  "127.0.0.1@evil.example",
  "evil.example#localhost",
  "notlocalhost",
  "192.168.0.1",
  "[::2]",
  "",
]

describe("while DEMO is on", () => {
  it("serves the machine's own hosts and ALLOWED_HOSTS, on any path and in any form of target", async () => {
    const { origin } = await serveInProcess({ STORE: "memory", ALLOWED_HOSTS: "App.Example, other.example:81" })
    for (const value of [...allowed, "app.example", "APP.example:8000", "other.example:81"]) {
      assert.strictEqual(await host(origin, value), 200, value)
    }
    for (const value of [...rebound, "other.example", "other.example:8000", "x.app.example"]) {
      assert.strictEqual(await host(origin, value), 421, value)
    }
    for (const path of ["/", "/docs", "/openapi.json", "/metrics", "/v1/accounts/contacts/bulk", "/none"]) {
      for (const method of ["GET", "POST", "OPTIONS", "HEAD"]) {
        const line = `${method} ${path} HTTP/1.1`
        assert.strictEqual(await statusOf(origin, line, "Host: evil.example"), 421, line)
      }
    }
    // The authority of the target takes precedence (RFC 9112 §3.2.2).
    const absolute = (authority: string) => `GET http://${authority}/health/live HTTP/1.1`
    assert.strictEqual(await statusOf(origin, absolute("evil.example"), "Host: localhost"), 421)
    assert.strictEqual(await statusOf(origin, absolute("localhost:8000"), "Host: evil.example"), 200)
    assert.strictEqual(await statusOf(origin, "GET /health/live HTTP/1.0"), 200)
  })

  it("explains the 421 in the envelope of all errors", async () => {
    const { origin } = await serveInProcess({ STORE: "memory" })
    const connection = await connect(origin)
    connection.send("GET /docs HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
    const response = await connection.untilClosed()
    assert.match(response, /^x-request-id: /im)
    assert.include(response, '{"statusCode":421,"message":"This host is not allowed: use localhost, or add')
  })

  it("serves the address that it prints", async () => {
    const { origin } = await serveInProcess({ STORE: "memory", DEMO: "true", HOST: "0.0.0.0" })
    assert.strictEqual((await fetch(`${origin}/health/live`)).status, 200)
    assert.strictEqual(await host(origin, "evil.example"), 421)
  })
})

it("serves any host while DEMO is off", async () => {
  const { origin } = await serveInProcess({ STORE: "memory", DEMO: "false" })
  for (const value of [...allowed, ...rebound]) assert.strictEqual(await host(origin, value), 200, value)
})

it.each(["http://app.example", "app.example/", "*", "a b", "app.example:x"])(
  "rejects ALLOWED_HOSTS=%s",
  async (hosts) => {
    const { status, stderr } = await runInProcess(["serve"], { STORE: "memory", PORT: "0", ALLOWED_HOSTS: hosts })
    assert.strictEqual(status, 2)
    assert.match(stderr, /^bulk-contacts: ALLOWED_HOSTS: must be hosts like app\.example .*\n$/)
  },
)

it("rejects a request that has no Host, or several", async () => {
  const { origin } = await serveInProcess({ STORE: "memory", DEMO: "false" })
  const status = (...lines: ReadonlyArray<string>) => statusOf(origin, "GET /health/live HTTP/1.1", ...lines)
  assert.strictEqual(await status("Host: localhost"), 200)
  assert.strictEqual(await status("Host: localhost", "Host: localhost"), 400)
  assert.strictEqual(await status("Host: localhost", "HOST: crm.example"), 400)
  assert.strictEqual(await status(), 400)
  assert.strictEqual(await status("Host: localhost", "Content-Length: 0", "Content-Length: 0"), 400)
})
