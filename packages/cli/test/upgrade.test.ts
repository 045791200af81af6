import { assert, it } from "vitest"
import { startCli } from "./support/cli.ts"
import { connect } from "./support/connection.ts"
import { serveInProcess } from "./support/startInProcess.ts"

const memory = { STORE: "memory" }
/** Longer than any test. */
const NEVER = "3600"

const contacts = JSON.stringify({ contacts: ["ada@example.com"] })
const chunked = `${contacts.length.toString(16)}\r\n${contacts}\r\n0\r\n\r\n`

/** The header that Java's `HttpClient` sends by default. */
const h2c = [
  "Connection: Upgrade, HTTP2-Settings",
  "Upgrade: h2c",
  "HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA",
]

const post = (...headers: ReadonlyArray<string>) =>
  [
    "POST /v1/accounts/contacts/bulk HTTP/1.1",
    "Host: localhost",
    "X-Api-Key: demo-api-key",
    "Content-Type: application/json",
    ...headers,
    "\r\n",
  ].join("\r\n")

const get = (...headers: ReadonlyArray<string>) =>
  ["GET /health/live HTTP/1.1", "Host: localhost", ...headers, "\r\n"].join("\r\n")

it.each([
  ["a chunked body", "Transfer-Encoding: chunked", chunked],
  ["a body of a known length", `Content-Length: ${contacts.length}`, contacts],
])("ignores an upgrade that it does not support, and keeps the connection (%s)", async (_, framing, body) => {
  const { origin } = await serveInProcess(memory)
  const connection = await connect(origin)
  const created = connection.receives('"created":1')
  connection.send(post(...h2c, framing) + body)
  assert.match(await created, /^HTTP\/1.1 201 /)
  const skipped = connection.receives('"skipped":1')
  connection.send(post(...h2c, framing) + body)
  assert.match(await skipped, /^HTTP\/1.1 200 /)
  const rest = connection.untilClosed()
  connection.send(get(...h2c) + get("Connection: close"))
  assert.lengthOf((await rest).match(/HTTP\/1.1 200 /g) ?? [], 2)
})

it("serves pipelined requests in their order, whichever of them ask for an upgrade", async () => {
  const { origin } = await serveInProcess(memory)
  const connection = await connect(origin)
  const length = `Content-Length: ${contacts.length}`
  const rest = connection.untilClosed()
  connection.send(
    [
      post(length) + contacts,
      post(...h2c, "Transfer-Encoding: chunked") + chunked,
      get("Connection: Upgrade", "Upgrade: websocket"),
      post(...h2c, length) + contacts,
      get("Connection: close"),
    ].join(""),
  )
  assert.deepStrictEqual((await rest).match(/^\{.*?\}/gm), [
    '{"total":1,"created":1,"skipped":0}',
    '{"total":1,"created":0,"skipped":1}',
    '{"status":"ok"}',
    '{"total":1,"created":0,"skipped":1}',
    '{"status":"ok"}',
  ])
})

it("reads the body of a request with an upgrade as its body, however many headers it has", async () => {
  const { origin } = await serveInProcess(memory)
  const connection = await connect(origin)
  const smuggled = get()
  const rest = connection.untilClosed()
  const many = Array.from({ length: 2100 }, () => "a:")
  connection.send(post(...h2c, ...many, `Content-Length: ${smuggled.length}`) + smuggled + get("Connection: close"))
  assert.deepStrictEqual((await rest).match(/HTTP\/1.1 \d+/g), ["HTTP/1.1 400", "HTTP/1.1 200"])
})

it("answers an expectation before it reads the body", async () => {
  const { origin } = await serveInProcess(memory)
  const connection = await connect(origin)
  const continues = connection.receives("HTTP/1.1 100 Continue")
  connection.send(post(...h2c, "Expect: 100-continue", `Content-Length: ${contacts.length}`))
  await continues
  const created = connection.receives("HTTP/1.1 201 ")
  connection.send(contacts)
  await created
})

it("completes a request with an upgrade when it stops", async () => {
  const { origin, end } = await startCli({ ...memory, SHUTDOWN_TIMEOUT: NEVER })
  const connection = await connect(origin)
  // The second request is in progress once the first one has its response.
  const answered = connection.receives('"status":"ok"')
  connection.send(get() + post(...h2c, "Transfer-Encoding: chunked") + chunked.slice(0, 10))
  await answered
  const exitCode = end("SIGTERM")
  const response = connection.untilClosed()
  connection.send(chunked.slice(10))
  assert.match(await response, /HTTP\/1.1 201 /)
  assert.strictEqual(await exitCode, 0)
})

it.each(["h2c", "websocket", "TLS/1.0, HTTP/2.0", "x"])(
  "closes an idle connection after a response to a request with Upgrade: %s",
  async (protocol) => {
    const { origin } = await serveInProcess({ ...memory, KEEP_ALIVE_TIMEOUT: "1" })
    const connection = await connect(origin)
    connection.send(get("Connection: Upgrade", `Upgrade: ${protocol}`))
    assert.match(await connection.untilClosed(), /^HTTP\/1.1 200 /)
  },
)
