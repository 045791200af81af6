import { getEventListeners } from "node:events"
import { makeContactsService } from "@bulk-contacts/core/promise"
import fc from "fast-check"
import { assert, describe, it } from "vitest"
import { acmeStore, aroundCalls } from "./store.ts"

const request = { contacts: [{ email: "ada@example.com", contactType: "CT2", accountIds: "A1" }, "grace@example.com"] }
const reason = new Error("no longer wanted")

const afterTicks = async (ticks: number): Promise<void> => {
  for (let tick = 0; tick < ticks; tick++) await null
}

const rejectionOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => assert.fail("It resolved"),
    (error) => error,
  )

describe("AbortSignal", () => {
  it("aborted before the call: no port is called", async () => {
    const { ports } = acmeStore()
    const { bulkCreate } = makeContactsService({ ...ports, transaction: () => assert.fail("called") })
    assert.strictEqual(await rejectionOf(bulkCreate("acme", request, { signal: AbortSignal.abort(reason) })), reason)
  })

  it("aborted before or after any call of a port: bulkCreate rejects with the reason and stores nothing", () =>
    fc.assert(
      fc.asyncProperty(fc.nat(7), fc.boolean(), async (at, after) => {
        const store = acmeStore()
        const controller = new AbortController()
        const ports = aroundCalls(store.ports, async (call, number) => {
          if (number === at && !after) controller.abort(reason)
          const answer = await call()
          if (number === at && after) controller.abort(reason)
          return answer
        })
        const { bulkCreate } = makeContactsService(ports)
        const options = { signal: controller.signal, idempotencyKey: "key", outcomes: true }
        assert.strictEqual(await rejectionOf(bulkCreate("acme", request, options)), reason)
        // Waits for the rollback, because transactions run one at a time.
        const again = await makeContactsService(store.ports).bulkCreate("acme", request, {
          idempotencyKey: "other key",
        })
        assert.deepInclude(again, { ok: true, created: 2 })
      }),
      { numRuns: 50 },
    ))

  it("aborted at any moment: bulkCreate rejects and stores nothing, or resolves and stores everything", async () => {
    const outcomes = new Set<unknown>()
    // The request calls four ports, and has resolved long before thirty turns of the microtask queue after the last one.
    for (const at of [0, 1, 2, 3]) {
      for (let ticks = 0; ticks < 30; ticks++) {
        const store = acmeStore()
        const controller = new AbortController()
        const ports = aroundCalls(store.ports, async (call, number) => {
          const answer = await call()
          if (number === at) void afterTicks(ticks).then(() => controller.abort(reason))
          return answer
        })
        const creating = makeContactsService(ports).bulkCreate("acme", request, { signal: controller.signal })
        const created = await creating.then(
          (answer) => answer.ok && answer.created,
          () => 0,
        )
        // Waits for the transaction that may be rolled back.
        await store.ports.transaction(async () => {})
        assert.strictEqual(store.contacts("acme").length, created)
        outcomes.add(created)
      }
    }
    assert.sameMembers([...outcomes], [0, 2])
  })

  it("aborted during a call: bulkCreate rejects immediately, and the call ends before the rollback", async () => {
    const store = acmeStore()
    const controller = new AbortController()
    const [reached, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const rolledBack = Promise.withResolvers<string>()
    let isFinished = false
    const { bulkCreate } = makeContactsService({
      ...store.ports,
      transaction: (run) =>
        store.ports.transaction((tx) =>
          run(tx).finally(() => rolledBack.resolve(isFinished ? "after the call" : "during the call")),
        ),
      contacts: {
        ...store.ports.contacts,
        insertNew: async (...args) => {
          const count = await store.ports.contacts.insertNew(...args)
          reached.resolve()
          await released.promise
          isFinished = true
          return count
        },
      },
    })
    const creating = bulkCreate("acme", request, { signal: controller.signal })
    await reached.promise
    controller.abort(reason)
    assert.strictEqual(await rejectionOf(creating), reason)
    released.resolve()
    assert.strictEqual(await rolledBack.promise, "after the call")
    assert.deepStrictEqual(store.contacts("acme"), [])
  })

  it("aborted while bulkCreate waits for a transaction: it rejects immediately, and nothing is stored later", async () => {
    const store = acmeStore()
    const controller = new AbortController()
    const [held, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const other = store.ports.transaction(async () => {
      held.resolve()
      await released.promise
    })
    await held.promise
    const { bulkCreate } = makeContactsService(store.ports)
    const creating = bulkCreate("acme", request, { signal: controller.signal })
    controller.abort(reason)
    assert.strictEqual(await rejectionOf(creating), reason)
    released.resolve()
    await other
    assert.deepInclude(await bulkCreate("acme", request), { ok: true, created: 2 })
  })

  it("aborted during the commit: too late, bulkCreate resolves", async () => {
    const store = acmeStore()
    const controller = new AbortController()
    const { bulkCreate } = makeContactsService({
      ...store.ports,
      transaction: (run) =>
        store.ports.transaction(async (tx) => {
          await run(tx)
          controller.abort(reason)
        }),
    })
    assert.deepInclude(await bulkCreate("acme", request, { signal: controller.signal }), { ok: true, created: 2 })
    assert.strictEqual(store.contacts("acme").length, 2)
  })

  it("never aborted: makes no difference, and no listener is left", async () => {
    const { signal } = new AbortController()
    const { bulkCreate } = makeContactsService(acmeStore().ports)
    assert.deepInclude(await bulkCreate("acme", request, { signal }), { ok: true, created: 2 })
    assert.deepInclude(await bulkCreate("acme", { contacts: [] }, { signal }), { ok: false })
    assert.deepStrictEqual(getEventListeners(signal, "abort"), [])
  })
})
