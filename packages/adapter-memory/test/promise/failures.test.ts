import { layerPromisePorts, StoreFailure as StoreFailureOfCore, UnitOfWork } from "@bulk-contacts/core"
import { makeContactsService, StoreFailure } from "@bulk-contacts/core/promise"
import { Effect } from "effect"
import fc from "fast-check"
import { assert, describe, it } from "vitest"
import { acmeStore, aroundCalls } from "./store.ts"

const contacts = [{ email: "ada@example.com", contactType: "CT2", accountIds: "A1" }, "grace@example.com"]
const options = { idempotencyKey: "key", outcomes: true }
/** Claim and find the record; accounts, contact types, default contact type; insert, find owners; store the record. */
const CALLS = 8

const rejectionOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then((answer) => assert.fail(`It resolved: ${JSON.stringify(answer)}`)).catch((error) => error)

describe("If a port rejects", () => {
  it("bulkCreate rejects with the same error and stores nothing", () =>
    fc.assert(
      fc.asyncProperty(fc.nat(CALLS - 1), fc.boolean(), async (broken, after) => {
        const store = acmeStore()
        const error = new TypeError("broken")
        const ports = aroundCalls(store.ports, async (call, number) => {
          if (number === broken && !after) throw error
          const answer = await call()
          if (number === broken) throw error
          return answer
        })
        assert.strictEqual(
          await rejectionOf(makeContactsService(ports).bulkCreate("acme", { contacts }, options)),
          error,
        )
        assert.deepStrictEqual(store.contacts("acme"), [])
        const again = await makeContactsService(store.ports).bulkCreate("acme", { contacts }, options)
        assert.deepInclude(again, { ok: true, created: 2, replayed: false })
      }),
      { numRuns: 50 },
    ))

  it("it makes no difference if it throws instead of returning a promise", async () => {
    const { ports } = acmeStore()
    const error = new Error("thrown")
    const insertNew = () => {
      throw error
    }
    const broken = makeContactsService({ ...ports, contacts: { ...ports.contacts, insertNew } })
    assert.strictEqual(await rejectionOf(broken.bulkCreate("acme", { contacts })), error)
    const withoutTransactions = makeContactsService({ ...ports, transaction: insertNew })
    assert.strictEqual(await rejectionOf(withoutTransactions.bulkCreate("acme", { contacts })), error)
  })

  it("`transaction` may translate the error", async () => {
    const { ports } = acmeStore()
    const failure = new StoreFailure({ retryable: true, cause: "of the driver" })
    const translating = makeContactsService({
      ...ports,
      contacts: { ...ports.contacts, insertNew: () => Promise.reject(new Error("connection lost")) },
      transaction: (run) =>
        Promise.resolve(ports.transaction(run)).catch(() => {
          throw failure
        }),
    })
    const rejection = await rejectionOf(translating.bulkCreate("acme", { contacts }))
    assert.strictEqual(rejection, failure)
    assert.isTrue(rejection instanceof StoreFailure && rejection instanceof Error && rejection.retryable)
    assert.strictEqual(failure.cause, "of the driver")
  })

  it("the layer fails with a StoreFailure, and dies of any other error", async () => {
    const unit = Effect.flatMap(UnitOfWork, ({ atomically }) => atomically(Effect.void))
    const failing = (error: unknown) =>
      Effect.runPromiseExit(
        Effect.provide(unit, layerPromisePorts({ ...acmeStore().ports, transaction: () => Promise.reject(error) })),
      )
    const failure = new StoreFailure({ retryable: false, cause: null })
    const [fail, die] = [await failing(failure), await failing(new Error("defect"))]
    assert.isTrue(fail._tag === "Failure" && fail.cause.reasons[0]?._tag === "Fail")
    assert.isTrue(failure instanceof StoreFailureOfCore)
    assert.isTrue(die._tag === "Failure" && die.cause.reasons[0]?._tag === "Die")
  })
})

describe("A transaction", () => {
  it("that cannot commit makes bulkCreate reject with its error", async () => {
    const { ports } = acmeStore()
    const error = new Error("could not commit")
    const transaction = (run: (tx: object) => Promise<void>) =>
      ports.transaction(async (tx) => {
        await run(tx)
        throw error
      })
    assert.strictEqual(
      await rejectionOf(makeContactsService({ ...ports, transaction }).bulkCreate("acme", { contacts })),
      error,
    )
  })

  it("that wraps a refusal in an error does not change the result", async () => {
    const { ports } = acmeStore()
    const transaction = (run: (tx: object) => Promise<void>) =>
      Promise.resolve(ports.transaction(run)).catch((cause) => {
        throw new Error("wrapped", { cause })
      })
    const answer = await makeContactsService({ ...ports, transaction }).bulkCreate("acme", {
      contacts,
      contactType: "none",
    })
    assert.deepInclude(answer, { ok: false, refusal: "ReferenceNotFound" })
  })

  it("may run again; the last run counts", async () => {
    const store = acmeStore()
    const transaction = async (run: (tx: object) => Promise<void>) => {
      const conflict = (tx: object) => run(tx).then(() => Promise.reject(new Error("conflict")))
      await rejectionOf(Promise.resolve(store.ports.transaction(conflict)))
      await store.ports.transaction(run)
    }
    const answer = await makeContactsService({ ...store.ports, transaction }).bulkCreate("acme", { contacts })
    assert.deepInclude(answer, { ok: true, created: 2, skipped: 0 })
    assert.strictEqual(store.contacts("acme").length, 2)
  })

  it("that does not call its function is detected", async () => {
    const { ports } = acmeStore()
    const idle = makeContactsService({ ...ports, transaction: async () => {} })
    const rejection = await rejectionOf(idle.bulkCreate("acme", { contacts }))
    assert.include(String(rejection), "before the function it was given had finished")
  })

  it("that does not await its function is detected, and nothing is stored", async () => {
    const store = acmeStore()
    let left: PromiseLike<unknown> = Promise.resolve()
    const hasty = async (run: (tx: object) => Promise<void>) => {
      left = store.ports.transaction(run)
    }
    const rejection = await rejectionOf(
      makeContactsService({ ...store.ports, transaction: hasty }).bulkCreate("acme", { contacts }),
    )
    assert.include(String(rejection), "before the function it was given had finished")
    await rejectionOf(Promise.resolve(left))
    assert.deepStrictEqual(store.contacts("acme"), [])
  })

  it("of the memory store has a handle that is valid until it ends", async () => {
    const { ports } = acmeStore()
    const handles: Array<object> = []
    await ports.transaction(async (tx) => {
      handles.push(tx)
    })
    const rejection = await rejectionOf(Promise.resolve(ports.accounts.findExisting(handles[0] ?? {}, "acme", ["A1"])))
    assert.include(String(rejection), "The transaction has ended")
  })
})
