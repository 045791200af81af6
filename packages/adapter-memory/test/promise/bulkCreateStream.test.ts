import { makeContactsService } from "@bulk-contacts/core/promise"
import { assert, describe, it } from "vitest"
import { acmeStore } from "./store.ts"

const many = Array.from({ length: 1200 }, (_, i) => `ada${i}@example.com`)

async function* oneByOne(contacts: Iterable<string>) {
  yield* contacts
}

describe("bulkCreateStream", () => {
  it("creates the contacts of an iterable, async or not; the first with each email wins", async () => {
    for (const contacts of [[...many, ...many], new Set(many), oneByOne([...many, "ADA7@example.com"])]) {
      const store = acmeStore()
      const { bulkCreateStream } = makeContactsService({ ...store.ports, policy: { maxContacts: 10 } })
      const answer = await bulkCreateStream("acme", contacts, { accountIds: "A1", source: "Import" })
      assert.deepInclude(answer, { ok: true, created: many.length })
      const stored = store.contacts("acme")
      assert.deepStrictEqual(stored.map(({ email }) => email).sort(), many.toSorted())
      assert.isTrue(stored.every(({ source, accountIds }) => source === "Import" && accountIds.join() === "A1"))
    }
  })

  it("supports outcomes, dry runs and idempotency keys", async () => {
    const store = acmeStore()
    const { bulkCreateStream } = makeContactsService(store.ports)
    const contacts = ["ada@example.com", "ADA@example.com"]
    const foreseen = await bulkCreateStream("acme", contacts, {}, { dryRun: true, outcomes: true })
    assert.deepInclude(foreseen, {
      created: 1,
      outcomes: [
        { index: 0, email: "ada@example.com", status: "created" },
        { index: 1, email: "ada@example.com", status: "skipped", reason: "duplicate_in_request", duplicateOf: 0 },
      ],
    })
    assert.lengthOf(store.contacts("acme"), 0)
    const counts = { ok: true, total: 2, created: 1, skipped: 1 }
    const first = await bulkCreateStream("acme", contacts, {}, { idempotencyKey: "key" })
    assert.deepStrictEqual<unknown>(first, { ...counts, replayed: false })
    const again = await bulkCreateStream("acme", contacts, {}, { idempotencyKey: "key" })
    assert.deepStrictEqual<unknown>(again, { ...counts, replayed: true })
  })

  it("lists every problem, and stores nothing", async () => {
    const store = acmeStore()
    const { bulkCreateStream } = makeContactsService(store.ports)
    const answer = await bulkCreateStream("acme", [...many, "no address"], { source: "\0" })
    assert.isTrue(!answer.ok && answer.refusal === "InvalidRequest")
    assert.deepStrictEqual(
      !answer.ok && answer.refusal === "InvalidRequest" && answer.problems.map(({ index, field }) => [index, field]),
      [
        [undefined, "source"],
        [1200, "email"],
      ],
    )
    assert.lengthOf(store.contacts("acme"), 0)
  })

  it("rejects with what the iterable throws, and stores nothing", async () => {
    const torn = new Error("torn")
    async function* tearing() {
      yield* many
      throw torn
    }
    function* tearingAtOnce() {
      yield* many
      throw torn
    }
    for (const contacts of [tearing(), tearingAtOnce()]) {
      const store = acmeStore()
      const rejection = await makeContactsService(store.ports)
        .bulkCreateStream("acme", contacts)
        .catch((error) => error)
      assert.strictEqual(rejection, torn)
      assert.lengthOf(store.contacts("acme"), 0)
    }
  })

  it("stops reading when its signal aborts, closes the iterable, and stores nothing", async () => {
    const store = acmeStore()
    const controller = new AbortController()
    const reason = new Error("no longer wanted")
    let closed: (() => void) | undefined
    const isClosed = new Promise<void>((resolve) => {
      closed = resolve
    })
    async function* endless() {
      try {
        for (let i = 0; ; i++) {
          if (i === 1000) controller.abort(reason)
          // Waits now and then, as files and networks do.
          if (i % 100 === 0) await new Promise(setImmediate)
          yield `ada${i}@example.com`
        }
      } finally {
        closed?.()
      }
    }
    const rejection = await makeContactsService(store.ports)
      .bulkCreateStream("acme", endless(), {}, { signal: controller.signal })
      .catch((error) => error)
    assert.strictEqual(rejection, reason)
    await isClosed
    assert.lengthOf(store.contacts("acme"), 0)
  })
})
