import { afterEach, assert, describe, it } from "vitest"
import { holdStore } from "./support/hold.ts"
import { openRequest } from "./support/openRequest.ts"
import { MAX_BODY_BYTES, post, startServer, type TestServer } from "./support/server.ts"

const contacts = ["ada@example.com"]
const ofOther = { "x-api-key": "other-key" }
const chunked = { "transfer-encoding": "chunked" }
const ndjson = { "content-type": "application/x-ndjson" }

const open: Array<{ readonly abort: () => void }> = []
afterEach(() => {
  for (const { abort } of open.splice(0)) abort()
})

const stall = async (server: TestServer, headers: Record<string, string>, body: string | Uint8Array = "") => {
  const request = await openRequest(server, headers, body)
  open.push(request)
  return request
}

/** Resolves once the server has so many requests in progress, in addition to the one that asks. */
const inProgress = async (server: TestServer, requests: number) => {
  for (;;) {
    const text = await (await fetch(`${server.origin}/metrics`)).text()
    if (text.includes(`http_requests_in_flight ${requests + 1}\n`)) return
  }
}

const createForOther = async (server: TestServer) => {
  const { status } = await post(server, { contacts, contactType: "CT9" }, ofOther)
  assert.include([200, 201], status)
}

describe("while one organization", () => {
  it("announces a body of a terabyte, it gets a 413 before the body, and the others are served", async () => {
    const server = await startServer()
    for (const encoding of [{}, { "content-encoding": "gzip" }]) {
      const request = await stall(server, { "content-length": "1000000000000", ...encoding }, "{")
      const response = await request.closed()
      assert.match(response, /^HTTP\/1\.1 413 /)
      assert.match(response, /^connection: close\r$/im)
    }
    await createForOther(server)
  })

  it("announces bodies that do not arrive, the others, and it, are served", async () => {
    const server = await startServer({ loadLimit: { bytes: 4 * MAX_BODY_BYTES } })
    const length = { "content-length": String(MAX_BODY_BYTES) }
    for (let i = 0; i < 5; i++) await stall(server, length, "{")
    for (let i = 0; i < 5; i++) await stall(server, chunked, "1\r\n{\r\n")
    await inProgress(server, 10)
    await createForOther(server)
    assert.strictEqual((await post(server, { contacts })).status, 201)
  })

  it("sends as much as the memory for bodies holds, the others are served, and its bodies are completed one by one", async () => {
    const server = await startServer({ loadLimit: { bytes: 4 * MAX_BODY_BYTES } })
    const head = '{"contacts":["ada@example.com"]'
    const most = head + " ".repeat(MAX_BODY_BYTES * 0.7 - head.length)
    const rest = `${" ".repeat(MAX_BODY_BYTES * 0.3 - 1)}}`
    const length = { "content-length": String(Math.floor(most.length) + rest.length) }
    const requests = []
    for (let i = 0; i < 5; i++) requests.push(await stall(server, length, most))
    await inProgress(server, 5)
    await createForOther(server)
    for (const request of requests) request.send(rest)
    const statuses = await Promise.all(requests.map(async (request) => (await request.response()).slice(9, 12)))
    assert.deepStrictEqual(statuses.sort(), ["200", "200", "200", "200", "201"])
  })

  it("has as many streams in progress as it may, the others are served", async () => {
    const server = await startServer({ loadLimit: { streams: 4 } })
    for (let i = 0; i < 6; i++) await stall(server, { ...ndjson, ...chunked }, '1\r\n"\r\n')
    await inProgress(server, 6)
    const { status } = await post(server, '"ada@example.com"', { ...ofOther, ...ndjson }, "?contactType=CT9")
    assert.strictEqual(status, 201)
  })

  it("has half of the requests in progress, it gets a 503 with Retry-After at once, and the others are served", async () => {
    const server = await startServer({ loadLimit: { requests: 4 } })
    const held = await holdStore(server)
    const admitted = [post(server, { contacts }), post(server, { contacts })]
    await inProgress(server, 2)
    const refused = await post(server, { contacts })
    assert.strictEqual(refused.status, 503)
    assert.strictEqual(refused.headers.get("retry-after"), "1")
    assert.strictEqual(refused.body.message, "The server is busy: try again later")
    const other = createForOther(server)
    await held.release()
    assert.deepStrictEqual((await Promise.all(admitted)).map(({ status }) => status).sort(), [200, 201])
    await other
    assert.strictEqual((await post(server, { contacts })).status, 200)
  })
})

it("reserves nothing for a caller without a key", async () => {
  const server = await startServer({ loadLimit: { requests: 2 } })
  for (let i = 0; i < 5; i++) {
    const request = await stall(server, { ...chunked, "x-api-key": "nobody" }, "1\r\n{\r\n")
    assert.match(await request.response(), /^HTTP\/1\.1 401 /)
  }
  assert.strictEqual((await post(server, { contacts })).status, 201)
})

it("accepts a single request at any size", async () => {
  const server = await startServer({ loadLimit: { requests: 1000, bytes: 1 } })
  const body = JSON.stringify({ contacts })
  assert.strictEqual((await post(server, body + " ".repeat(MAX_BODY_BYTES - body.length))).status, 201)
})

it("gives back what requests had that failed or were aborted", async () => {
  const server = await startServer({ loadLimit: { requests: 2, bytes: 4 * MAX_BODY_BYTES, streams: 2 } })
  const half = "x".repeat(MAX_BODY_BYTES / 2)
  for (let i = 0; i < 10; i++) {
    const request = await openRequest(server, { "content-length": String(MAX_BODY_BYTES) }, half)
    await inProgress(server, 1)
    request.abort()
    await inProgress(server, 0)
    assert.strictEqual((await post(server, half)).status, 400)
    assert.strictEqual((await post(server, half, ndjson)).status, 400)
  }
})

it("answers a 501 to a transfer coding other than chunked, which it would not undo", async () => {
  const server = await startServer()
  const body = JSON.stringify({ contacts })
  const chunks = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`
  for (const coding of ["gzip, chunked", "chunked, gzip, chunked"]) {
    const request = await stall(server, { "transfer-encoding": coding }, chunks)
    assert.match(await request.closed(), /^HTTP\/1\.1 (400|501) /)
  }
  assert.isEmpty(server.store.contacts("org"))
  const request = await stall(server, { "transfer-encoding": "Chunked" }, chunks)
  assert.match(await request.response(), /^HTTP\/1\.1 201 /)
})

it("decodes at most two content encodings", async () => {
  const server = await startServer()
  for (const codings of ["gzip, deflate, gzip", Array(2000).fill("gzip").join(",")]) {
    const { status, body } = await post(server, { contacts }, { "content-encoding": codings })
    assert.strictEqual(status, 415)
    assert.strictEqual(body.message, "Supported content encodings: gzip, deflate, at most two of them")
  }
})
