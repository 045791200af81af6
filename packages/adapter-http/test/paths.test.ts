import { makeMemoryStore } from "@bulk-contacts/adapter-memory"
import { times } from "@bulk-contacts/test-support/times"
import fc from "fast-check"
import { assert, describe, it } from "vitest"
import { createWebHandler } from "../src/web/index.ts"
import { exchange } from "./support/exchange.ts"
import { send, startServer } from "./support/server.ts"

const bulk = "/v1/accounts/contacts/bulk"
const paths = ["/", "/docs", "/openapi.json", "/metrics", "/health/live", "/health/ready", bulk]
const server = await startServer()

const encoded = (char: string) => `%${char.charCodeAt(0).toString(16)}`

/** Other spellings that a router, a URL parser or a file system might take for the path. */
const variants = (path: string): ReadonlyArray<string> => [
  path.toUpperCase(),
  `${path}/`,
  `/${path}`,
  `/.${path}`,
  `/x/..${path}`,
  `${path}#`,
  `${path};`,
  `${path}%20`,
  `${path}%2f`,
  `${path}%3f`,
  path.replace(/[a-z]/, encoded),
  path.replace(/[a-z]/, (letter) => encoded(letter).toUpperCase()),
  path.replace(/\/(?=.)/, "//"),
  path.replace(/\/(?=.)/, "/./"),
  path.replaceAll("/", "%2f"),
  path.replaceAll("/", "\\"),
  path.slice(1),
]

describe("a path", () => {
  it.each(paths)("%s is served", async (path) => {
    assert.notInclude([404, 500], (await exchange(server, `GET ${path} HTTP/1.1`)).status)
    assert.notInclude([404, 500], (await exchange(server, `GET ${path}?x=1 HTTP/1.1`)).status)
    assert.notInclude([404, 500], (await exchange(server, `GET http://localhost${path} HTTP/1.1`)).status)
  })

  const others = paths.flatMap(variants).filter((path) => path !== "" && !paths.includes(path))
  const methods = times(["GET", "POST", "OPTIONS"], ["GET", "HEAD", "POST", "PUT", "OPTIONS"])
  it.each(methods)("has one spelling: %s of any other is a 404", async (method) => {
    const hasAbsolute = times(method === "GET", true)
    for (const path of others) {
      for (const target of hasAbsolute ? [path, `http://localhost${path}`] : [path]) {
        const { status } = await exchange(server, `${method} ${target} HTTP/1.1`)
        assert.include([400, 404], status, `${method} ${target}`)
      }
    }
  })

  it("is a 404 if it is anything else", async () => {
    // `fetch` asks for "/" if the path is "/.".
    const unknown = fc.webPath().filter((path) => !paths.includes(new URL(`http://localhost${path}`).pathname))
    await fc.assert(
      fc.asyncProperty(unknown, async (path) => {
        const { status } = await send(server.origin + path)
        assert.strictEqual(status, 404)
      }),
      { numRuns: times(30, 100) },
    )
  })
})

describe("a method", () => {
  it.each(paths)("that %s does not support is a 405 that lists the others", async (path) => {
    for (const method of ["PUT", "DELETE", "PATCH", path === bulk ? "GET" : "POST"]) {
      const { status, headers } = await exchange(server, `${method} ${path} HTTP/1.1`)
      assert.deepStrictEqual([status, headers["allow"]], [405, path === bulk ? "POST" : "GET, HEAD"])
    }
  })

  it.each(paths)("OPTIONS of %s is a 204 that lists the others, without a key and without CORS", async (path) => {
    const cors = ["Host: localhost", "Origin: http://evil.example", "Access-Control-Request-Method: POST"]
    const { status, headers, body } = await exchange(server, `OPTIONS ${path} HTTP/1.1`, cors)
    assert.deepStrictEqual([status, headers["allow"], body], [204, path === bulk ? "POST" : "GET, HEAD", ""])
    assert.isEmpty(Object.keys(headers).filter((name) => name.startsWith("access-control-")))
  })

  it("OPTIONS of the whole server is a 204, and other methods of it are a 404", async () => {
    const { status, headers } = await exchange(server, "OPTIONS * HTTP/1.1")
    assert.strictEqual(status, 204)
    assert.sameMembers(headers["allow"]?.split(", ") ?? [], ["GET", "HEAD", "POST", "DELETE"])
    assert.strictEqual((await exchange(server, "GET * HTTP/1.1")).status, 404)
  })

  it.each(paths.filter((path) => path !== "/metrics"))(
    "HEAD of %s has the headers of GET, and no body",
    async (path) => {
      const ask = async (method: string) => {
        const { status, headers, body } = await exchange(server, `${method} ${path} HTTP/1.1`)
        const { date, "x-request-id": id, ...others } = headers
        return { status, headers: others, body }
      }
      const get = await ask("GET")
      const head = await ask("HEAD")
      assert.deepStrictEqual(head, { ...get, body: "" })
      assert.strictEqual(Number(get.headers["content-length"]), Buffer.byteLength(get.body))
    },
  )
})

it("a path below the prefix of a mounted API has one spelling too", async () => {
  const { handle } = await createWebHandler({
    store: makeMemoryStore().layer,
    authenticate: () => null,
    prefix: "/crm",
    openApi: true,
  })
  const statusOf = async (method: string, path: string) => {
    const response = await handle(new Request(`http://host${path}`, { method }))
    return [response.status, response.headers.get("allow")]
  }
  assert.deepStrictEqual(await statusOf("POST", `/crm${bulk}`), [401, null])
  assert.deepStrictEqual(await statusOf("GET", `/crm${bulk}`), [405, "POST"])
  assert.deepStrictEqual(await statusOf("OPTIONS", `/crm${bulk}`), [204, "POST"])
  assert.deepStrictEqual(await statusOf("GET", "/crm/openapi.json"), [200, null])
  assert.deepStrictEqual(await statusOf("HEAD", "/crm/openapi.json"), [200, null])
  // `Request` itself removes dot segments and backslashes.
  const changed = variants("/crm/openapi.json").filter((path) => new URL(path, "http://host").pathname === path)
  for (const path of [...changed, bulk, `/CRM${bulk}`, `/crm/${bulk}`, `/crm${bulk}/`, `/crm%2f${bulk.slice(1)}`]) {
    assert.deepStrictEqual(await statusOf("GET", path), [404, null], path)
  }
})

describe("unknown query parameters", () => {
  it("are all rejected, but not all listed", async () => {
    const query = Array.from({ length: 1500 }, (_, i) => `p${i}`).join("&")
    const { status, body } = await send(`${server.origin}${bulk}?${query}`, {
      method: "POST",
      headers: { "x-api-key": "key", "content-type": "application/json" },
      body: "{}",
    })
    assert.strictEqual(status, 400)
    assert.deepStrictEqual([body.details.length, body.omitted], [100, 1400])
    assert.deepInclude(body.details[0], { field: "p0", code: "unknown_property" })
  })

  it("are named by the beginning of a long name", async () => {
    const { body } = await send(`${server.origin}${bulk}?${"x".repeat(5000)}=1`, {
      method: "POST",
      headers: { "x-api-key": "key" },
    })
    assert.strictEqual(body.details[0].field, `${"x".repeat(100)}…`)
  })
})
