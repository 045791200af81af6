import { makeMemoryStore } from "@bulk-contacts/adapter-memory"
import { Layer, Logger } from "effect"
import { HttpRouter, HttpServer } from "effect/http"
import { assert, describe, it } from "vitest"
import { ImportPage, routes, withSettings } from "../src/index.ts"
import { createWebHandler } from "../src/web/index.ts"

const importPage = {
  html: '<meta name="bulk-contacts" content="" /><script type="module" src="import/index.js"></script>',
  files: { "index.js": "run()", "index.css": "body {}" },
}

const mount = async (options: Record<string, unknown> = {}) => {
  const given = { store: makeMemoryStore().layer, authenticate: () => null, prefix: "/crm" as const, ...options }
  const { handle } = await createWebHandler(given)
  return (path: string, method = "GET") => handle(new Request(`http://host${path}`, { method }))
}

describe("the import page", () => {
  it("is served with its parts, and may run nothing else", async () => {
    const ask = await mount({ importPage })
    const types = { "": "text/html", "/index.js": "text/javascript", "/index.css": "text/css" }
    for (const [path, type] of Object.entries(types)) {
      const response = await ask(`/crm/import${path}`)
      assert.strictEqual(response.status, 200, path)
      assert.include(response.headers.get("content-type"), type)
      assert.strictEqual(response.headers.get("x-content-type-options"), "nosniff")
      assert.isNotEmpty(response.headers.get("etag"))
      const policy = response.headers.get("content-security-policy") ?? ""
      assert.include(policy, "default-src 'none'")
      assert.include(policy, "frame-ancestors 'none'")
      assert.notInclude(policy, "unsafe")
    }
    assert.strictEqual(await (await ask("/crm/import/index.js")).text(), "run()")
    assert.strictEqual((await ask("/crm/import", "POST")).status, 405)
    assert.strictEqual((await ask("/crm/import/other.js")).status, 404)
    assert.strictEqual((await ask("/import")).status, 404)
  })

  it("knows that a host authenticates its requests", async () => {
    const ask = await mount({ importPage })
    assert.include(await (await ask("/crm/import")).text(), 'content="{&quot;authentication&quot;:&quot;host&quot;}"')
  })

  it("is not there unless it is given", async () => {
    const ask = await mount()
    assert.strictEqual((await ask("/crm/import")).status, 404)
    const wrong = { store: makeMemoryStore().layer, authenticate: () => null, importPage: { html: 1 } }
    const error = await createWebHandler(wrong as never).then(
      () => undefined,
      (thrown) => thrown,
    )
    assert.instanceOf(error, TypeError)
    assert.include(error.message, "importPage")
  })

  it.each([
    [importPage, "/import"],
    [null, "/docs"],
  ])("is where / leads to, if there is one", async (page, location) => {
    const service = routes.pipe(
      Layer.provideMerge(makeMemoryStore().layer),
      Layer.provide(Layer.succeed(ImportPage, page)),
      Layer.provide(HttpServer.layerServices),
      Layer.provideMerge(Logger.layer([])),
    )
    const { handler, dispose } = HttpRouter.toWebHandler(service as never, { disableLogger: true })
    const response = await handler(new Request("http://localhost/"), undefined as never)
    assert.deepStrictEqual([response.status, response.headers.get("location")], [302, location])
    await dispose()
  })

  it("has settings whose values cannot leave their attribute", () => {
    const { html } = withSettings(importPage, { demoKey: '"><script>' })
    assert.include(html, 'content="{&quot;demoKey&quot;:&quot;\\&quot;>&lt;script>&quot;}"')
  })
})
