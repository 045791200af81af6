import { makeMemoryStore } from "@bulk-contacts/adapter-memory"
import { StoreFailure, UnitOfWork } from "@bulk-contacts/core"
import { Effect, Layer } from "effect"
import { assert, describe, it, onTestFinished, vi } from "vitest"
import { mountedRoutes, openApiDocument } from "../src/index.ts"
import { createWebHandler } from "../src/web/index.ts"

const makeStore = () => makeMemoryStore({ id: "org", contactTypes: ["CT1"], defaultContactType: "CT1" })

const request = (path = "/v1/accounts/contacts/bulk") =>
  new Request(`http://host${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"contacts":["ada@example.com"]}',
  })

const rejection = (promise: Promise<unknown>) =>
  promise.then(
    () => assert.fail("it was accepted"),
    (error) => error,
  )

describe("options that no handler can work with", () => {
  it.each<[string, object | null | undefined]>([
    ["requires options", null],
    ["requires options", undefined],
    ["`store` must be a layer: `layerPromisePorts(store.ports)`", { store: makeStore() }],
    ["`store`", { store: undefined }],
    ["`authenticate`", { authenticate: "org" }],
    ["`authenticate`", { authenticate: undefined }],
    ["`openApi`", { openApi: "yes" }],
    ["`openApi`", { openApi: null }],
    ["`openApi`: securityschema", { openApi: { securityschema: {} } }],
    ["`openApi.securityScheme`", { openApi: { securityScheme: "bearer" } }],
    ["`openApi.securityScheme`", { openApi: { securityScheme: null } }],
    ["`onFailure`", { onFailure: {} }],
    ["`maxBodyBytes`", { maxBodyBytes: "1" }],
    ["`maxBodyBytes`", { maxBodyBytes: Number.NaN }],
    ["`maxBodyBytes`", { maxBodyBytes: 0 }],
    ["`policy`", { policy: 5 }],
    ["`policy.maxContacts`", { policy: { maxContacts: "10" } }],
    ["`policy.allDuplicates`", { policy: { allDuplicates: "refuse" } }],
    ["`policy`: maxContact", { policy: { maxContact: 10 } }],
    ["Unknown option: openAPI", { openAPI: true }],
  ])("are a TypeError that names %s", async (text, options) => {
    let opened = false
    const store = Layer.merge(
      makeStore().layer,
      Layer.effectDiscard(
        Effect.sync(() => {
          opened = true
        }),
      ),
    )
    const given = options && { store, authenticate: () => "org", ...options }
    const error = await rejection(createWebHandler(given as any))
    assert.instanceOf(error, TypeError)
    assert.include(error.message, text)
    assert.isFalse(opened)
  })

  it.each<any>([
    "",
    "crm",
    "/crm/",
    "//crm",
    "/a//b",
    "/a?b",
    "/a#b",
    "/a%2fb",
    "/a b",
    "/:a",
    "/a*",
    "/a/../b",
    "/.",
    5,
    null,
  ])("include the prefix %j", async (prefix) => {
    const options = { store: makeStore().layer, authenticate: () => "org", prefix }
    if (prefix !== null) {
      const error = await rejection(createWebHandler(options))
      assert.instanceOf(error, TypeError)
      assert.include(error.message, "`prefix` must be a path such as /crm")
    }
    assert.throws(() => mountedRoutes({ prefix }), TypeError)
    assert.throws(() => openApiDocument(prefix), TypeError)
  })
})

it.each(["/", "/crm", "/a/b-c/v1.2/~x_y", "/..a"] as const)("serves below the prefix %s", async (prefix) => {
  const { handle } = await createWebHandler({ store: makeStore().layer, authenticate: () => "org", prefix })
  const path = `${prefix === "/" ? "" : prefix}/v1/accounts/contacts/bulk`
  assert.strictEqual((await handle(request(path))).status, 201)
})

it("is not affected by what the host does with the options afterwards", async () => {
  const policy = { allDuplicates: "reject" as "reject" | "skip", maxContacts: 1 }
  const options: any = { store: makeStore().layer, authenticate: () => "org", policy }
  const creating = createWebHandler(options)
  policy.allDuplicates = "skip"
  options.authenticate = () => null
  const { handle } = await creating
  assert.strictEqual((await handle(request())).status, 201)
  assert.strictEqual((await handle(request())).status, 400)
})

it("responds 503 after it was disposed, and stores nothing", async () => {
  const store = makeStore()
  const { handle, dispose } = await createWebHandler({ store: store.layer, authenticate: () => "org" })
  const disposing = dispose()
  const meanwhile = await handle(request())
  await disposing
  for (const response of [meanwhile, await handle(request())]) {
    assert.strictEqual(response.status, 503)
    assert.deepStrictEqual(await response.json(), {
      statusCode: 503,
      message: "The service is closed",
      error: "Service Unavailable",
    })
  }
  await dispose()
  assert.isEmpty(store.contacts("org"))
})

it.each<any>([undefined, null, "http://host/", {}, { url: "/" }])("rejects %j, which is no request", async (given) => {
  const { handle } = await createWebHandler({ store: makeStore().layer, authenticate: () => "org" })
  const error = await rejection(handle(given))
  assert.instanceOf(error, TypeError)
  assert.include(error.message, "requires a web-standard `Request`")
})

it.each<[string, () => unknown]>([
  ["throws", () => assert.fail("the host's own failure")],
  ["rejects", () => Promise.reject(new Error("the host's own failure"))],
])("goes on, and writes to standard error, if onFailure %s", async (_, onFailure) => {
  const written: Array<string> = []
  const console = vi.spyOn(globalThis.console, "error").mockImplementation((text) => void written.push(String(text)))
  const unhandled: Array<unknown> = []
  const note = (reason: unknown) => unhandled.push(reason)
  process.on("unhandledRejection", note)
  onTestFinished(() => {
    console.mockRestore()
    process.off("unhandledRejection", note)
  })
  const failure = new StoreFailure({ retryable: true, cause: new Error("no database") })
  const { handle } = await createWebHandler({
    store: Layer.merge(makeStore().layer, Layer.succeed(UnitOfWork, { atomically: () => Effect.fail(failure) })),
    authenticate: () => "org",
    onFailure,
  })
  for (const _ of [1, 2]) assert.strictEqual((await handle(request())).status, 503)
  // Unhandled rejections are reported before the next turn of the event loop.
  await new Promise(setImmediate)
  assert.isEmpty(unhandled)
  assert.match(written.join("\n"), /no database.*the host's own failure/s)
})

it("does not wait for onFailure", async () => {
  const { handle } = await createWebHandler({
    store: Layer.merge(makeStore().layer, Layer.succeed(UnitOfWork, { atomically: () => Effect.die("broken") })),
    authenticate: () => "org",
    onFailure: () => new Promise(() => {}),
  })
  assert.strictEqual((await handle(request())).status, 500)
})
