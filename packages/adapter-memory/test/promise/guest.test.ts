import { bulkCreateContactStream, bulkCreateContacts, OrganizationId } from "@bulk-contacts/core"
import { makeContactsService } from "@bulk-contacts/core/promise"
import { Effect, Exit, Stream } from "effect"
import fc from "fast-check"
import { assert, describe, it } from "vitest"
import { type MemoryPorts, makeMemoryStore } from "../../src/index.ts"
import { acmeStore, aroundCalls } from "./store.ts"

const rejectionOf = (promise: Promise<unknown>): Promise<any> =>
  promise.then(
    (answer) => assert.fail(`It resolved: ${JSON.stringify(answer)}`),
    (error) => error,
  )

describe("what the caller changes later", () => {
  const made = () => ({
    contacts: [
      {
        email: "ada@example.com",
        accountIds: ["A1"],
        metadata: { a: { b: 1 } } as Record<string, unknown>,
        customFieldValues: [{ c: 2 }] as Array<Record<string, unknown>>,
      },
    ],
    accountIds: ["A1"],
    contactType: "CT1",
    source: "Import",
  })
  type Made = ReturnType<typeof made>
  const changes: ReadonlyArray<(request: Made) => void> = [
    ({ contacts }) => Object.assign(contacts[0]?.metadata ?? {}, { a: "x".repeat(100_000) }),
    ({ contacts }) => Object.assign(contacts[0]?.metadata["a"] as object, { b: "x".repeat(100_000) }),
    ({ contacts }) => contacts[0]?.customFieldValues.push({ d: "x".repeat(100_000) }),
    ({ contacts }) => contacts[0]?.accountIds.push("unknown"),
    ({ contacts }) => Object.assign(contacts[0] ?? {}, { email: "changed@example.com" }),
    (request) => Object.assign(request, { contactType: "unknown", source: "changed", accountIds: ["unknown"] }),
    ({ contacts }) => contacts.pop(),
  ]

  it("is not what is stored, whenever it is changed: what was checked is", () =>
    fc.assert(
      fc.asyncProperty(fc.nat(4), fc.constantFrom(...changes), fc.boolean(), async (at, change, isStream) => {
        const store = acmeStore()
        const request = made()
        const service = makeContactsService(
          aroundCalls(store.ports, async (call, number) => {
            if (number === at) change(request)
            return call()
          }),
        )
        const { contacts, ...defaults } = request
        const answer = isStream
          ? await service.bulkCreateStream("acme", contacts, defaults)
          : await service.bulkCreate("acme", request)
        assert.deepInclude(answer, { ok: true, created: 1 })
        const [original] = made().contacts
        const expected = { ...original, contactType: "CT1", source: "Import" }
        assert.deepInclude(store.contacts("acme")[0] as object, expected)
      }),
    ))

  it("cannot make it read contacts without end", async () => {
    const store = acmeStore()
    const contacts = Array.from({ length: 10_000 }, (_, n) => `ada${n}@example.com`)
    const creating = makeContactsService(store.ports).bulkCreate("acme", { contacts })
    contacts.length = 0
    assert.deepInclude(await creating, { ok: true, created: 10_000 })
  })
})

describe("options", () => {
  const wrong: ReadonlyArray<[unknown, string]> = [
    [null, "`options` must be an object"],
    [5, "`options` must be an object"],
    ["dryRun", "`options` must be an object"],
    [{ dryrun: true }, "Unknown option: dryrun"],
    [{ toString: true }, "Unknown option: toString"],
    [JSON.parse('{"__proto__":true}'), "Unknown option: __proto__"],
    [{ dryRun: "false" }, "The option `dryRun` must be a boolean"],
    [{ outcomes: 1 }, "The option `outcomes` must be a boolean"],
    [{ idempotencyKey: 5 }, "The option `idempotencyKey` must be a string"],
    [{ idempotencyKey: null }, "The option `idempotencyKey` must be a string"],
    [{ defaultCountry: ["DE"] }, "The option `defaultCountry` must be a string"],
  ]
  const signals: ReadonlyArray<[unknown, string]> = [{}, null, "abort", new AbortController(), { aborted: false }].map(
    (signal) => [{ signal }, "The option `signal` must be an AbortSignal"],
  )

  it.each([...wrong, ...signals])("of the promise API: %o is a TypeError", async (options, message) => {
    const store = acmeStore()
    const service = makeContactsService(store.ports)
    for (const rejection of [
      await rejectionOf(service.bulkCreate("acme", { contacts: ["ada@example.com"] }, options as any)),
      await rejectionOf(service.bulkCreateStream("acme", ["ada@example.com"], {}, options as any)),
    ]) {
      assert.instanceOf(rejection, TypeError)
      assert.strictEqual(rejection.message, message)
    }
    assert.isEmpty(store.contacts("acme"))
  })

  it.each(wrong)("of the Effect API: %o is a defect", async (options, message) => {
    const store = makeMemoryStore({ id: "acme", contactTypes: ["CT1"], defaultContactType: "CT1" })
    const acme = OrganizationId.make("acme")
    const calls: ReadonlyArray<Effect.Effect<unknown, unknown, MemoryPorts>> = [
      bulkCreateContacts(acme, { contacts: ["ada@example.com"] }, options as any),
      Effect.scoped(bulkCreateContactStream(acme, Stream.make({ contact: "ada@example.com" }), {}, options as any)),
    ]
    for (const call of calls) {
      const exit = await Effect.runPromiseExit(Effect.provide(call, store.layer))
      const [reason] = Exit.isFailure(exit) ? exit.cause.reasons : []
      assert.isTrue(reason?._tag === "Die" && reason.defect instanceof TypeError && reason.defect.message === message)
    }
    assert.isEmpty(store.contacts("acme"))
  })

  it("may be undefined, and are copied", async () => {
    const store = acmeStore()
    const options: { idempotencyKey?: string | undefined; dryRun?: boolean } = {
      idempotencyKey: undefined,
      dryRun: true,
    }
    const service = makeContactsService(store.ports)
    const creating = service.bulkCreate("acme", { contacts: ["ada@example.com"] }, options as any)
    options.dryRun = false
    assert.deepInclude(await creating, { ok: true, created: 1 })
    assert.isEmpty(store.contacts("acme"))
  })

  it.each([
    [null, "`policy` must be an object"],
    [{ maxcontacts: 5 }, "Unknown property of `policy`: maxcontacts"],
    [{ maxContacts: "5" }, "`policy.maxContacts` must be a positive number"],
    [{ maxContacts: 0 }, "`policy.maxContacts` must be a positive number"],
    [{ maxContacts: Number.NaN }, "`policy.maxContacts` must be a positive number"],
    [{ allDuplicates: true }, "`policy.allDuplicates` must be `skip` or `reject`"],
    [{ defaultCountry: "Germany" }, "`policy.defaultCountry` must be an ISO 3166-1 alpha-2 code, such as DE"],
  ])("of the service: the policy %o is a TypeError", (policy, message) => {
    assert.throws(() => makeContactsService({ ...acmeStore().ports, policy: policy as any }), TypeError, message)
  })

  it("of the service: the policy is copied", async () => {
    const policy = { maxContacts: 1 }
    const { bulkCreate } = makeContactsService({ ...acmeStore().ports, policy })
    policy.maxContacts = 2
    const answer = await bulkCreate("acme", { contacts: ["ada@example.com", "grace@example.com"] })
    assert.deepInclude(answer, { refusal: "InvalidRequest" })
  })
})

describe("a request that is not one", () => {
  it.each([undefined, null, 5, "ada@example.com", [], () => {}])("is rejected: %s", async (request) => {
    const answer = await makeContactsService(acmeStore().ports).bulkCreate("acme", request)
    assert.deepInclude(answer, { ok: false, refusal: "InvalidRequest" })
  })

  it.each([null, 5, "CT1", ["CT1"]])("its defaults for a stream are rejected: %j", async (defaults) => {
    const { bulkCreateStream } = makeContactsService(acmeStore().ports)
    const answer = await bulkCreateStream("acme", ["ada@example.com"], defaults as any)
    assert.deepInclude(answer, { ok: false, refusal: "InvalidRequest" })
    assert.deepInclude((answer as any).problems[0], { field: "defaults", code: "wrong_type" })
  })

  it("rejects with what a getter or a proxy throws, and stores nothing", async () => {
    const thrown = new Error("thrown")
    const hostile: any = new Proxy(
      {},
      {
        get: () => {
          throw thrown
        },
        ownKeys: () => {
          throw thrown
        },
        getPrototypeOf: () => {
          throw thrown
        },
      },
    )
    const email = "ada@example.com"
    const getter = (name: string) =>
      Object.defineProperty({ email }, name, { enumerable: true, get: () => hostile["x"] })
    const contacts = [hostile, getter("email"), getter("metadata"), { email, metadata: hostile }]
    const requests = [
      hostile,
      getter("contacts"),
      { contacts: hostile },
      ...["accountIds", "customFieldValues"].map((name) => ({
        contacts: [{ email, [name]: new Proxy([], { get: () => hostile["x"] }) }],
      })),
      ...contacts.map((contact) => ({ contacts: [email, contact] })),
    ]
    for (const request of requests) {
      const store = acmeStore()
      const answer = await makeContactsService(store.ports)
        .bulkCreate("acme", request)
        .catch((error) => error)
      assert.isTrue(answer === thrown || answer.ok === false, JSON.stringify(answer))
      assert.isEmpty(store.contacts("acme"))
    }
    for (const contact of contacts) {
      const store = acmeStore()
      const { bulkCreateStream } = makeContactsService(store.ports)
      assert.strictEqual(await rejectionOf(bulkCreateStream("acme", [email, contact as any])), thrown)
      assert.isEmpty(store.contacts("acme"))
    }
  })

  it("has at most as many contacts as the array said first, whatever it is", async () => {
    let reads = 0
    const contacts = new Proxy(["ada@example.com"], {
      get: (target, name) => (name === "length" ? 2 ** reads++ : Reflect.get(target, name === "0" ? name : "0")),
    })
    const answer = await makeContactsService(acmeStore().ports).bulkCreate("acme", { contacts })
    assert.deepInclude(answer, { ok: true, total: 1 })
  })
})

describe("an iterable that does not follow the protocol", () => {
  const iterables = (iterator: unknown): ReadonlyArray<any> => [
    { [Symbol.iterator]: () => iterator },
    { [Symbol.asyncIterator]: () => iterator },
  ]
  const create = (contacts: any, signal?: AbortSignal) => {
    const store = acmeStore()
    const { bulkCreateStream } = makeContactsService(store.ports)
    return { store, creating: bulkCreateStream("acme", contacts, {}, signal === undefined ? {} : { signal }) }
  }

  it.each([undefined, null, 5, "text", {}, { next: 5 }])("an iterator that is %s is a TypeError", async (iterator) => {
    for (const contacts of iterables(iterator)) {
      const { store, creating } = create(contacts)
      assert.instanceOf(await rejectionOf(creating), TypeError)
      assert.isEmpty(store.contacts("acme"))
    }
  })

  it.each([undefined, null, 5, "text"])("a result that is %s is a TypeError", async (result) => {
    for (const contacts of iterables({ next: () => result })) {
      const { creating } = create(contacts)
      assert.strictEqual(
        (await rejectionOf(creating)).message,
        "The iterator of `contacts` must return an object from `next`",
      )
    }
  })

  it.each([undefined, null, 5, {}, "ada@example.com"])("contacts that are %s are a TypeError", async (contacts) => {
    assert.instanceOf(await rejectionOf(create(contacts).creating), TypeError)
  })

  it("may hang or fail when it is closed: the call ends, and nothing is unhandled", async () => {
    const broken = new Error("broken")
    const next = () => {
      throw broken
    }
    const closings = [
      () => new Promise(() => {}),
      () => Promise.reject(new Error("unhandled")),
      () => {
        throw new Error("unhandled")
      },
      () => 5,
      5,
    ]
    for (const close of closings) {
      for (const contacts of iterables({ next, return: close })) {
        assert.strictEqual(await rejectionOf(create(contacts).creating), broken)
      }
      // It is closed early, because the store fails.
      const store = acmeStore()
      const failing = makeContactsService({
        ...store.ports,
        accounts: { ...store.ports.accounts, findExisting: () => Promise.reject(broken) },
      })
      const value = { email: "ada@example.com", accountIds: ["A1"] }
      for (const contacts of iterables({ next: () => ({ done: false, value }), return: close })) {
        assert.strictEqual(await rejectionOf(failing.bulkCreateStream("acme", contacts)), broken)
      }
    }
    await new Promise(setImmediate)
  })

  it("may hang: the signal ends the call", async () => {
    const controller = new AbortController()
    const asked = Promise.withResolvers<void>()
    const next = () => {
      asked.resolve()
      return new Promise(() => {})
    }
    const { store, creating } = create({ [Symbol.asyncIterator]: () => ({ next }) }, controller.signal)
    await asked.promise
    controller.abort("enough")
    assert.strictEqual(await rejectionOf(creating), "enough")
    assert.isEmpty(store.contacts("acme"))
  })

  it("may never end: the signal ends the call, and the iterator is closed", async () => {
    for (const sync of [true, false]) {
      const controller = new AbortController()
      const closed = Promise.withResolvers<void>()
      let reads = 0
      const iterator = {
        next: () => {
          if (++reads === 2_000) setImmediate(() => controller.abort("enough"))
          return { done: false, value: `ada${reads}@example.com` }
        },
        return: () => closed.resolve(),
      }
      const contacts = { [sync ? Symbol.iterator : Symbol.asyncIterator]: () => iterator }
      const { store, creating } = create(contacts, controller.signal)
      assert.strictEqual(await rejectionOf(creating), "enough")
      await closed.promise
      assert.isEmpty(store.contacts("acme"))
    }
  })
})
