import { StoreFailure } from "@bulk-contacts/core"
import { assert, describe, it } from "vitest"
import { MAX_BODY_BYTES, post, send, startServer } from "./support/server.ts"

const server = await startServer()
const url = `${server.origin}/v1/accounts/contacts/bulk`
const contacts = ["ada@example.com"]

describe("401", () => {
  it.each(["", "unknown"])("is the response to the key '%s', whatever the body is", async (key) => {
    const { status, body } = await post(server, "no JSON", { "x-api-key": key })
    assert.strictEqual(status, 401)
    assert.deepStrictEqual(body, { statusCode: 401, message: "Invalid API key", error: "Unauthorized" })
  })

  it("is the response if there is no key", async () => {
    assert.strictEqual((await send(url, { method: "POST", body: "{}" })).status, 401)
  })

  it("guards every path of /v1", async () => {
    const { body: document } = await send(`${server.origin}/openapi.json`)
    const guarded = Object.keys(document.paths).filter((path) => path.startsWith("/v1/"))
    assert.isNotEmpty(guarded)
    for (const path of guarded) {
      for (const method of Object.keys(document.paths[path])) {
        const { status } = await send(server.origin + path.replace(/\{\w+\}/, "1"), { method: method.toUpperCase() })
        assert.strictEqual(status, 401, `${method} ${path}`)
      }
    }
  })
})

describe("a request that reaches no handler", () => {
  it.each(["GET", "PUT", "PATCH", "DELETE"])("is a 405 that lists the methods, if its method is %s", async (method) => {
    const { status, headers, body } = await send(url, { method })
    assert.strictEqual(status, 405)
    assert.strictEqual(headers.get("allow"), "POST")
    assert.strictEqual(body.error, "Method Not Allowed")
    assert.isNotNull(headers.get("x-request-id"))
  })

  it("is a 405 if it is a POST to the docs", async () => {
    const { status, headers } = await send(`${server.origin}/docs?x=1`, { method: "POST" })
    assert.strictEqual(status, 405)
    assert.strictEqual(headers.get("allow"), "GET, HEAD")
  })

  it("is a 404 if its path is unknown", async () => {
    const { status, body } = await send(`${server.origin}/v1/nowhere`)
    assert.strictEqual(status, 404)
    assert.strictEqual(body.error, "Not Found")
  })

  it.each([
    { "content-type": "text/plain" },
    { "content-type": "application/xml" },
    { "content-type": "application/json; charset=latin1" },
    { "content-encoding": "br" },
  ])("is a 415 if it has %o", async (headers) => {
    const { status, body } = await post(server, { contacts }, headers as Record<string, string>)
    assert.strictEqual(status, 415)
    assert.strictEqual(body.error, "Unsupported Media Type")
  })

  it("is a 413 if its body exceeds the limit, whether or not its length is declared", async () => {
    const large = JSON.stringify({ contacts, source: "x".repeat(5 * MAX_BODY_BYTES) })
    const undeclared = new Blob([large]).stream()
    const init = { method: "POST", headers: { "x-api-key": "key", "content-type": "application/json" }, duplex: "half" }
    for (const body of [large, undeclared]) {
      const { status, body: envelope } = await send(url, { ...init, body } as RequestInit)
      assert.strictEqual(status, 413)
      assert.strictEqual(envelope.error, "Payload Too Large")
    }
    assert.isEmpty(server.store.contacts("org"))
  })

  it("may have a body of exactly the limit", async () => {
    const empty = JSON.stringify({ contacts: [] })
    const { status, body } = await post(server, empty + " ".repeat(MAX_BODY_BYTES - empty.length))
    assert.strictEqual(status, 400)
    assert.strictEqual(body.message, "No contacts to create")
  })
})

describe("a store that fails", () => {
  it("is a 503 with Retry-After if a retry can help", async () => {
    const failing = await startServer({ storeFails: new StoreFailure({ retryable: true, cause: "secret internals" }) })
    for (const answer of [await post(failing, { contacts }), await send(`${failing.origin}/health/ready`)]) {
      assert.strictEqual(answer.status, 503)
      assert.strictEqual(answer.headers.get("retry-after"), "1")
      assert.strictEqual(answer.body.error, "Service Unavailable")
      assert.notInclude(JSON.stringify(answer.body), "secret")
    }
    assert.strictEqual((await send(`${failing.origin}/health/live`)).status, 200)
  })

  it.each(["defect", new StoreFailure({ retryable: false, cause: "secret internals" })] as const)(
    "is a 500 that says nothing, with the cause in the log under the request's id (%s)",
    async (storeFails) => {
      const failing = await startServer({ storeFails })
      const { status, headers, body } = await post(failing, { contacts }, { "x-request-id": "the-request" })
      assert.strictEqual(status, 500)
      assert.deepStrictEqual(body, {
        statusCode: 500,
        message: "Internal server error",
        error: "Internal Server Error",
      })
      assert.strictEqual(headers.get("x-request-id"), "the-request")
      const [line] = failing.log
      assert.include(line, "secret internals")
      assert.include(line, "the-request")
      assert.notInclude(failing.log.join(), "ada@example.com")
    },
  )
})

describe("x-request-id", () => {
  it("is taken from the request", async () => {
    const { headers } = await post(server, { contacts }, { "x-request-id": "abc" })
    assert.strictEqual(headers.get("x-request-id"), "abc")
  })

  it("is generated if it is missing or not safe to log", async () => {
    const made = [
      await post(server, { contacts }),
      await post(server, { contacts }, { "x-request-id": "a".repeat(129) }),
    ]
    const ids = made.map(({ headers }) => headers.get("x-request-id"))
    assert.strictEqual(new Set(ids).size, 2)
    for (const id of ids) assert.match(id ?? "", /^[0-9a-f-]{36}$/)
  })
})

describe("health", () => {
  it.each(["live", "ready"])("/health/%s needs no key", async (kind) => {
    const { status, body } = await send(`${server.origin}/health/${kind}`)
    assert.strictEqual(status, 200)
    assert.deepStrictEqual(body, { status: "ok" })
  })
})
