import { createHash } from "node:crypto"
import { gunzipSync } from "node:zlib"
import { makeMemoryStore } from "@bulk-contacts/adapter-memory"
import { assert, describe, it, onTestFinished } from "vitest"
import { acceptsGzip, matchesEtag } from "../src/pages/conditions.ts"
import { createWebHandler } from "../src/web/index.ts"
import { exchange } from "./support/exchange.ts"
import { startServer } from "./support/server.ts"

const documents = ["/docs", "/openapi.json"]
const server = await startServer()

const get = (path: string, ...headers: ReadonlyArray<string>) =>
  exchange(server, `GET ${path} HTTP/1.1`, ["Host: localhost", ...headers])

const directives = (policy = "") =>
  Object.fromEntries(policy.split("; ").map((directive) => directive.split(/ (.*)/s) as [string, string]))

describe("a page", () => {
  it.each(["/", "/docs"])("%s runs only its own scripts, and cannot be framed", async (path) => {
    const { headers, body } = await get(path)
    assert.strictEqual(headers["x-content-type-options"], "nosniff")
    const { "script-src": scriptSrc = "", ...others } = directives(headers["content-security-policy"])
    assert.include(others, { "default-src": "'none'", "frame-ancestors": "'none'", "base-uri": "'none'" })
    const scripts = [...body.matchAll(/<script>(.*?)<\/script>/gs)].map(([, script = ""]) => script)
    assert.lengthOf(scripts, path === "/docs" ? 2 : 0)
    const hashes = scripts.map((script) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`)
    assert.strictEqual(scriptSrc, hashes.join(" "))
    assert.deepStrictEqual(others["style-src"], path === "/docs" ? "'unsafe-inline'" : undefined)
  })
})

describe("a document", () => {
  it.each(documents)("%s is a 304 to a client that has it", async (path) => {
    const { headers, body } = await get(path)
    assert.isNotEmpty(body)
    assert.strictEqual(headers["x-content-type-options"], "nosniff")
    const etag = headers["etag"] ?? ""
    for (const given of [etag, etag.replace("W/", ""), `"other", ${etag}`, `W/"a",${etag} , "b"`, "*"]) {
      const { status, headers: cached, body: nothing } = await get(path, `If-None-Match: ${given}`)
      assert.deepStrictEqual([status, nothing], [304, ""], given)
      for (const name of ["etag", "vary", "cache-control", "x-content-type-options", "content-security-policy"]) {
        assert.strictEqual(cached[name], headers[name], name)
      }
    }
    for (const given of ['"other"', "", etag.replaceAll('"', ""), `"${etag}"`]) {
      assert.strictEqual((await get(path, `If-None-Match: ${given}`)).status, 200, given)
    }
  })

  it.each(documents)("%s is compressed if the client accepts that, and has the same entity tag", async (path) => {
    const plain = await (await fetch(server.origin + path, { headers: { "accept-encoding": "identity" } })).text()
    const { status, headers } = await exchange(server, `HEAD ${path} HTTP/1.1`, [
      "Host: localhost",
      "Accept-Encoding: br, gzip;q=0.5",
    ])
    assert.deepStrictEqual([status, headers["content-encoding"]], [200, "gzip"])
    assert.isBelow(Number(headers["content-length"]), Buffer.byteLength(plain) / 3)
    assert.strictEqual(headers["vary"], "accept-encoding")
    const response = await fetch(server.origin + path, { headers: { "accept-encoding": "gzip" } })
    assert.strictEqual(response.headers.get("etag"), headers["etag"])
    assert.strictEqual(await response.text(), plain)
    const { headers: identity } = await get(path, "Accept-Encoding: gzip;q=0")
    assert.isUndefined(identity["content-encoding"])
    assert.strictEqual(identity["etag"], headers["etag"])
    assert.strictEqual(Number(identity["content-length"]), Buffer.byteLength(plain))
  })

  it("is compressed once, even if the first requests come at the same time", async () => {
    const original = globalThis.CompressionStream
    let compressed = 0
    globalThis.CompressionStream = class extends original {
      constructor(format: CompressionFormat) {
        super(format)
        compressed++
      }
    }
    onTestFinished(() => {
      globalThis.CompressionStream = original
    })
    const { origin } = await startServer()
    const ask = () =>
      fetch(`${origin}/docs`, { headers: { "accept-encoding": "gzip" } }).then((answer) => answer.text())
    const bodies = await Promise.all([ask(), ask()])
    assert.lengthOf(new Set([...bodies, await ask()]), 1)
    assert.strictEqual(compressed, 1)
  })

  it("is served by a mounted API in the same way", async () => {
    const options = { store: makeMemoryStore().layer, authenticate: () => null, prefix: "/crm", openApi: true } as const
    const { handle } = await createWebHandler(options)
    const ask = (headers: Record<string, string>) => handle(new Request("http://host/crm/openapi.json", { headers }))
    const { headers } = await ask({})
    assert.strictEqual(headers.get("x-content-type-options"), "nosniff")
    assert.strictEqual((await ask({ "if-none-match": headers.get("etag") ?? "" })).status, 304)
    const gzipped = Buffer.from(await (await ask({ "accept-encoding": "gzip" })).arrayBuffer())
    assert.property(JSON.parse(gunzipSync(gzipped).toString()).paths, "/crm/v1/accounts/contacts/bulk")
  })
})

it.each<[string | undefined, boolean]>([
  [undefined, false],
  ["", false],
  ["gzip", true],
  ["GZIP", true],
  ["x-gzip", true],
  ["*", true],
  ["*;q=0", false],
  ["deflate, br", false],
  ["deflate , gzip ; q=0.3", true],
  ["gzip;q=0", false],
  ["gzip;q=0.000, *", false],
  ["gzip;q=0.5, identity", false],
  ["gzip, identity;q=0.5", true],
  ["identity;q=0, gzip;q=0.001", true],
  ["gzip;q=nonsense", false],
])("Accept-Encoding: %s", (header, expected) => assert.strictEqual(acceptsGzip(header), expected))

it("compares entity tags weakly", () => {
  assert.isTrue(matchesEtag('W/"a"', '"a"'))
  assert.isTrue(matchesEtag('"a"', 'W/"a"'))
  assert.isFalse(matchesEtag('"A"', '"a"'))
  assert.isFalse(matchesEtag(undefined, '"a"'))
})
