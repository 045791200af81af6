import { makeMemoryStore } from "@bulk-contacts/adapter-memory"
import { Contacts, OrganizationId, StoreFailure, UnitOfWork } from "@bulk-contacts/core"
import { Deferred, Effect, Layer } from "effect"
import { HttpRouter, HttpServer, HttpServerResponse } from "effect/http"
import { assert, it } from "vitest"
import { CurrentOrganization, HostAuthentication, mountedRoutes } from "../src/index.ts"
import { createWebHandler, type RequestFailure } from "../src/web/index.ts"

const makeStore = () => makeMemoryStore({ id: "org", contactTypes: ["CT1"], defaultContactType: "CT1" })

const request = (body: BodyInit, init: RequestInit = {}, path = "/v1/accounts/contacts/bulk") =>
  new Request(`http://host${path}`, { method: "POST", body, headers: json, duplex: "half", ...init } as RequestInit)

const json = { "content-type": "application/json" }
const ndjson = { headers: { "content-type": "application/x-ndjson" } }

const failing = (store: ReturnType<typeof makeStore>, failure: Effect.Effect<never, StoreFailure>) =>
  Layer.merge(store.layer, Layer.succeed(UnitOfWork, { atomically: () => failure }))

it("passes the host's value to authenticate, and lets nobody in by default", async () => {
  const store = makeStore()
  const { handle } = await createWebHandler({
    store: store.layer,
    authenticate: (_request, session: { organization?: string }) => session.organization,
  })
  assert.strictEqual((await handle(request('{"contacts":["ada@example.com"]}'), { organization: "org" })).status, 201)
  assert.strictEqual((await handle(request('{"contacts":["grace@example.com"]}'), {})).status, 401)
  assert.strictEqual(store.contacts("org").length, 1)
})

it("reads a stream no faster than it stores it", async () => {
  const LINES = 200
  const CHUNKS = 100
  const line = '"ada@example.com"\n'.repeat(LINES)
  let sent = 0
  const body = new ReadableStream(
    {
      pull: (controller) => {
        if (sent++ < CHUNKS) controller.enqueue(new TextEncoder().encode(line))
        else controller.close()
      },
    },
    { highWaterMark: 0 },
  )
  const store = makeStore()
  const held = Promise.withResolvers<void>()
  const sentWhileHeld = Promise.withResolvers<number>()
  // Somebody else has the store: the stream cannot be staged, and so must not be read.
  const other = Effect.runPromise(
    Effect.provide(
      UnitOfWork.use((unitOfWork) => unitOfWork.atomically(Effect.promise(() => held.promise))),
      store.layer,
    ),
  )
  const { handle } = await createWebHandler({ store: store.layer, authenticate: () => "org" })
  const answer = handle(request(body, ndjson))
  // Many turns of the event loop, in which an eager reader would have taken all of it.
  let turns = 0
  const turn = () => (++turns < 500 ? setImmediate(turn) : sentWhileHeld.resolve(sent))
  turn()
  assert.isBelow(await sentWhileHeld.promise, CHUNKS / 2)
  held.resolve()
  await other
  assert.deepEqual(await (await answer).json(), { total: LINES * CHUNKS, created: 1, skipped: LINES * CHUNKS - 1 })
})

it("stores nothing when the request's signal aborts while the contacts are inserted", async () => {
  const store = makeStore()
  const inserted = Promise.withResolvers<void>()
  const never = Layer.effect(
    Contacts,
    Effect.map(Contacts, (contacts) => ({
      ...contacts,
      insertNew: (...given: Parameters<typeof contacts.insertNew>) =>
        Effect.tap(contacts.insertNew(...given), () => {
          inserted.resolve()
          return Effect.never
        }),
    })),
  )
  const { handle } = await createWebHandler({
    store: Layer.provideMerge(never, store.layer),
    authenticate: () => "org",
  })
  const abort = new AbortController()
  const answer = handle(request('{"contacts":["ada@example.com"]}', { signal: abort.signal }))
  await inserted.promise
  abort.abort()
  assert.strictEqual((await answer).status, 499)
  assert.deepEqual(store.contacts("org"), [])
})

it("tells the host, and nobody else, why a request failed", async () => {
  const secret = new Error("secret internals")
  const cases = [
    { store: failing(makeStore(), Effect.die(secret)), authenticate: () => "org", status: 500 },
    {
      store: failing(makeStore(), Effect.fail(new StoreFailure({ retryable: true, cause: secret }))),
      authenticate: () => "org",
      status: 503,
    },
    { store: makeStore().layer, authenticate: () => Promise.reject(secret), status: 500 },
  ]
  for (const { status, ...options } of cases) {
    const failures: Array<RequestFailure> = []
    const { handle } = await createWebHandler({ ...options, onFailure: (failure) => failures.push(failure) })
    const answer = await handle(request('{"contacts":["ada@example.com"]}'))
    assert.strictEqual(answer.status, status)
    assert.notInclude(await answer.text(), "secret")
    const requestId = answer.headers.get("x-request-id")
    assert.deepEqual(
      failures.map((failure) => [failure.cause, failure.requestId]),
      [[secret, requestId]],
    )
  }
})

it("tells the host that its authentication did not return an id", async () => {
  const causes: Array<unknown> = []
  const { handle } = await createWebHandler({
    store: makeStore().layer,
    authenticate: (): any => ({ id: "org" }),
    onFailure: ({ cause }) => causes.push(cause),
  })
  assert.strictEqual((await handle(request('{"contacts":["ada@example.com"]}'))).status, 500)
  assert.match(causes.join(), /`authenticate` must return .* not a value of type object/)
})

it("tells the host of an organization that does not exist", async () => {
  const causes: Array<unknown> = []
  const { handle } = await createWebHandler({
    store: makeStore().layer,
    authenticate: () => "ghost",
    onFailure: ({ cause }) => causes.push(cause),
  })
  const response = await handle(request('{"contacts":["ada@example.com"],"accountIds":["A1"]}'))
  assert.strictEqual(response.status, 500)
  assert.notInclude(await response.text(), "ghost")
  assert.deepStrictEqual(causes.map(String), ["Error: The organization ghost does not exist"])
})

it("answers a caller that it does not know, and documents how the host authenticates", async () => {
  const options = { store: makeStore().layer, authenticate: () => null }
  const { handle } = await createWebHandler({
    ...options,
    openApi: { securityScheme: { type: "http", scheme: "basic" } },
  })
  const { status, body } = await handle(request("{}")).then(async (response) => ({
    status: response.status,
    body: await response.json(),
  }))
  assert.deepStrictEqual([status, body.message], [401, "Not authenticated"])
  const document = await handle(new Request("http://host/openapi.json")).then((response) => response.json())
  assert.deepStrictEqual(document.components.securitySchemes, { Host: { type: "http", scheme: "basic" } })
})

it("uses the limits and the policy of the host", async () => {
  const { handle } = await createWebHandler({
    store: makeStore().layer,
    authenticate: () => "org",
    maxBodyBytes: 100,
    policy: { allDuplicates: "reject" },
  })
  assert.strictEqual((await handle(request(`{"contacts":["${"a".repeat(100)}"]}`))).status, 413)
  assert.strictEqual((await handle(request('{"contacts":["ada@example.com"]}'))).status, 201)
  assert.strictEqual((await handle(request('{"contacts":["ada@example.com"]}'))).status, 400)
})

it("rejects if the store cannot be opened, and closes what was opened", async () => {
  let closed = false
  const opened = Layer.effectDiscard(Effect.addFinalizer(() => Effect.sync(() => (closed = true))))
  const failure = Layer.effect(UnitOfWork, Effect.fail(new Error("no such database")))
  const store = Layer.provideMerge(failure, Layer.merge(makeStore().layer, opened))
  const error = await createWebHandler({ store, authenticate: () => "org" }).catch((error) => error)
  assert.deepEqual([error.message, closed], ["no such database", true])
})

it("closes the store on dispose", async () => {
  const closed = Deferred.makeUnsafe<void>()
  const store = Layer.effectDiscard(Effect.addFinalizer(() => Deferred.succeed(closed, undefined)))
  const { dispose } = await createWebHandler({
    store: Layer.merge(makeStore().layer, store),
    authenticate: () => "org",
  })
  assert.isFalse(Deferred.isDoneUnsafe(closed))
  await dispose()
  assert.isTrue(Deferred.isDoneUnsafe(closed))
})

it("is part of an Effect host's router, and does not affect its other routes", async () => {
  const store = makeStore()
  const authentication = Layer.succeed(HostAuthentication, (httpEffect) =>
    Effect.provideService(httpEffect, CurrentOrganization, OrganizationId.make("org")),
  )
  const contacts = Layer.provide(mountedRoutes({ prefix: "/crm", openApi: true }), authentication)
  const own = HttpRouter.add("GET", "/own", Effect.succeed(HttpServerResponse.text("own")))
  const host = Layer.merge(contacts, own).pipe(
    Layer.provide(HttpServer.layerServices),
    Layer.provideMerge(failing(store, Effect.die("secret"))),
  )
  const { handler } = HttpRouter.toWebHandler(host, { disableLogger: true })
  const answer = await handler(request('{"contacts":["ada@example.com"]}', {}, "/crm/v1/accounts/contacts/bulk"))
  assert.deepEqual(await answer.json(), {
    statusCode: 500,
    message: "Internal server error",
    error: "Internal Server Error",
  })
  const ownAnswer = await handler(new Request("http://host/own"))
  assert.deepEqual([await ownAnswer.text(), ownAnswer.headers.get("x-request-id")], ["own", null])
  assert.strictEqual(await (await handler(new Request("http://host/elsewhere"))).text(), "")
})
