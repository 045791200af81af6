import { gzipSync } from "node:zlib"
import { type MemoryStore, makeMemoryStore } from "@bulk-contacts/adapter-memory"
import { afterAll, assert, beforeAll, describe, it } from "vitest"

interface MountedApp {
  readonly origin: string
  /** Headers that authenticate a user of the organization in the host. */
  readonly credentials: (organization: string) => Promise<Record<string, string>>
  readonly close: () => Promise<void>
}

const PATH = "/crm/v1/accounts/contacts/bulk"

const json = { "content-type": "application/json" }
const ndjson = { "content-type": "application/x-ndjson" }

/** Tests the API mounted in a host's server, over a real socket. */
export const mountedSuite = (host: string, start: (store: MemoryStore) => Promise<MountedApp>) =>
  describe(`the API in ${host}`, () => {
    const store = makeMemoryStore(
      { id: "acme", accounts: ["A1"], contactTypes: ["CT1"], defaultContactType: "CT1" },
      { id: "other", contactTypes: ["CT1"], defaultContactType: "CT1" },
    )
    let app: MountedApp
    let acme: Record<string, string>

    beforeAll(async () => {
      app = await start(store)
      acme = await app.credentials("acme")
    })
    afterAll(() => app.close())

    const post = async (body: BodyInit, headers: Record<string, string>, path = PATH, init: RequestInit = {}) => {
      const request = { method: "POST", body, headers, ...init, duplex: "half" }
      const response = await fetch(`${app.origin}${path}`, request as RequestInit)
      return { status: response.status, headers: response.headers, body: await response.json() }
    }
    const emails = (organization: string) => store.contacts(organization).map(({ email }) => String(email))

    it("creates contacts in the organization that the host authenticated", async () => {
      const body = JSON.stringify({ contacts: ["ada@example.com", "ADA@example.com"], accountIds: ["A1"] })
      const { status, headers, body: counts } = await post(body, { ...acme, ...json, "x-request-id": "r1" })
      assert.deepEqual([status, counts], [201, { total: 2, created: 1, skipped: 1 }])
      assert.strictEqual(headers.get("x-request-id"), "r1")
      assert.deepEqual(emails("acme"), ["ada@example.com"])

      const other = await app.credentials("other")
      assert.strictEqual((await post('{"contacts":["grace@example.com"]}', { ...other, ...json })).status, 201)
      assert.deepEqual(emails("other"), ["grace@example.com"])
    })

    it("rejects callers that the host does not know, whatever the body, even with an API key", async () => {
      for (const headers of [json, { ...json, "x-api-key": "demo-api-key" }]) {
        const { status, body } = await post("{", headers)
        assert.deepEqual(
          [status, body],
          [401, { statusCode: 401, message: "Not authenticated", error: "Unauthorized" }],
        )
      }
    })

    it("reads bodies of a size and type that the host's parsers reject", async () => {
      const contacts = Array.from({ length: 9000 }, (_, i) => ({
        email: `large${i}@example.com`,
        metadata: { text: "x".repeat(150) },
      }))
      const large = JSON.stringify({ contacts })
      assert.isAbove(large.length, 1.5 * 1024 * 1024)
      const counts = { total: 9000, created: 9000, skipped: 0 }
      assert.deepEqual((await post(large, { ...acme, ...json }, `${PATH}?dryRun=true`)).body, counts)
      const csv = ["email", ...contacts.map(({ email }) => email)].join("\n")
      assert.deepEqual((await post(csv, { ...acme, "content-type": "text/csv" }, `${PATH}?dryRun=true`)).body, counts)
      const gzip = { ...acme, ...json, "content-encoding": "gzip" }
      assert.deepEqual((await post(gzipSync(large), gzip, `${PATH}?dryRun=true`)).body, counts)
    })

    it("returns the outcome of each contact of a stream", async () => {
      const lines = Array.from({ length: 3000 }, (_, i) => `"stream${i}@example.com"\n`)
      const body = new ReadableStream({
        pull: (controller) => {
          const line = lines.shift()
          if (line === undefined) controller.close()
          else controller.enqueue(new TextEncoder().encode(line))
        },
      })
      const response = await post(body, { ...acme, ...ndjson, prefer: "return=representation" })
      assert.deepEqual([response.status, response.body.created, response.body.contacts.length], [201, 3000, 3000])
    })

    it("stores nothing if the client aborts, and releases the store", async () => {
      const abort = new AbortController()
      let pulls = 0
      const body = new ReadableStream({
        pull: (controller) => {
          if (++pulls < 20) controller.enqueue(new TextEncoder().encode('"aborted@example.com"\n'.repeat(2000)))
          else abort.abort()
        },
      })
      const aborted = await post(body, { ...acme, ...ndjson }, PATH, { signal: abort.signal }).catch(({ name }) => name)
      assert.strictEqual(aborted, "AbortError")
      // Waits for pending transactions.
      const { body: next } = await post('{"contacts":["next@example.com"]}', { ...acme, ...json })
      assert.deepEqual(next, { total: 1, created: 1, skipped: 0 })
      assert.notInclude(emails("acme"), "aborted@example.com")
    })

    it("returns errors in its envelope", async () => {
      const { status, body } = await post('{"contacts":[]}', { ...acme, ...json })
      assert.deepEqual([status, body.message], [400, "No contacts to create"])
      const put = await post("{}", { ...acme, ...json }, PATH, { method: "PUT" })
      assert.deepEqual([put.status, put.headers.get("allow")], [405, "POST"])
      for (const path of ["/crm/metrics", "/crm/health/live", "/crm/docs"]) {
        assert.strictEqual((await post("{}", { ...acme, ...json }, path)).body.message, "Path not found")
      }
    })

    it("documents its paths, and no API keys, in the OpenAPI document", async () => {
      const document = await (await fetch(`${app.origin}/crm/openapi.json`)).json()
      const paths = Object.keys(document.paths)
      assert.include(paths, PATH)
      assert.isTrue(paths.every((path) => path.startsWith("/crm/v1/")))
      assert.notMatch(JSON.stringify(document), /api.?key/i)
    })

    it("does not affect the host's own routes", async () => {
      assert.deepEqual((await post('{"own":true}', json, "/echo")).body, { own: true })
    })
  })
