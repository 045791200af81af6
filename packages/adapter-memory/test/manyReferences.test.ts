import { makeMemoryStore } from "@bulk-contacts/adapter-memory"
import {
  Accounts,
  BulkCreatePolicy,
  bulkCreateContactStream,
  bulkCreateContacts,
  ContactTypes,
  DirectInserts,
  OrganizationId,
  ReferenceNotFound,
} from "@bulk-contacts/core"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Stream } from "effect"

const ORG = OrganizationId.make("acme")

/** The most ids that the core may ask a port for at once. */
const MOST = 10_000

const ids = (count: number, prefix = "A") => Array.from({ length: count }, (_, i) => `${prefix}${i}`)

/** 25,000 accounts, which all contacts together name. */
const ACCOUNTS = ids(25_000)

const contacts = Array.from({ length: 5 }, (_, i) => ({
  email: `ada${i}@example.com`,
  accountIds: ACCOUNTS.slice(5000 * i, 5000 * (i + 1)),
}))

/** A store with these accounts, and how many ids each of its ports was asked for. */
const openStore = (accounts: ReadonlyArray<string>) => {
  const store = makeMemoryStore({ id: ORG, accounts, contactTypes: ["CT1"], defaultContactType: "CT1" })
  const asked: Array<number> = []
  const recorded = <A, B>(call: (organizationId: OrganizationId, ids: ReadonlyArray<A>) => B) => {
    return (organizationId: OrganizationId, ids: ReadonlyArray<A>): B => {
      asked.push(ids.length)
      return call(organizationId, ids)
    }
  }
  const layer = Layer.mergeAll(
    store.layer,
    Layer.effect(
      Accounts,
      Effect.map(Accounts, ({ missing }) => ({ missing: recorded(missing) })),
    ).pipe(Layer.provide(store.layer)),
    Layer.effect(
      ContactTypes,
      Effect.map(ContactTypes, (types) => ({ ...types, missing: recorded(types.missing) })),
    ).pipe(Layer.provide(store.layer)),
    Layer.effect(
      DirectInserts,
      Effect.map(
        DirectInserts,
        (direct) =>
          direct && {
            insertNew: (organizationId, contacts, references) => {
              asked.push(references.accountIds.length)
              return direct.insertNew(organizationId, contacts, references)
            },
          },
      ),
    ).pipe(Layer.provide(store.layerDirectInserts)),
  )
  return { layer, asked, count: () => store.contacts(ORG).length }
}

const stream = Stream.fromIterable(contacts.map((contact) => ({ contact })))

const streamed = (options = {}) =>
  Effect.scoped(Effect.map(bulkCreateContactStream(ORG, stream, {}, options), ({ created }) => created))

const listed = (options = {}) =>
  Effect.map(bulkCreateContacts(ORG, { contacts }, options), ({ created, invalid }) => invalid ?? created)

const requests = [
  ["a list", listed()],
  ["a list with a key", listed({ idempotencyKey: "k" })],
  ["a dry run", listed({ dryRun: true })],
  ["a stream", streamed()],
] as const

describe("Requests that name more accounts than are looked up at once", () => {
  it.effect.each(requests)("create their contacts if all accounts exist: %s", ([, request]) => {
    const { layer, asked } = openStore(ACCOUNTS)
    return Effect.gen(function* () {
      assert.strictEqual(yield* request, 5)
      assert.isTrue(asked.every((count) => count <= MOST))
      assert.isAtLeast(asked.length, 3)
    }).pipe(Effect.provide(layer))
  })

  it.effect.each(requests)("fail with each id that does not exist: %s", ([name, request]) => {
    const { layer, asked, count } = openStore(["A7"])
    return Effect.gen(function* () {
      const error = yield* Effect.flip(request)
      if (!(error instanceof ReferenceNotFound)) return assert.fail(String(error))
      // Those of a stream are not kept beyond the first 10,000.
      const expected = ACCOUNTS.filter((id) => id !== "A7").slice(0, name === "a stream" ? MOST : undefined)
      assert.deepStrictEqual(error.accountIds as ReadonlyArray<string>, expected)
      assert.deepStrictEqual(
        error.problems.map(({ id }) => id),
        expected.slice(0, MOST),
      )
      assert.strictEqual(error.omitted, expected.length - MOST)
      assert.isTrue(asked.every((count) => count <= MOST))
      assert.strictEqual(count(), 0)
    }).pipe(Effect.provide(layer))
  })

  it.effect("leave out what names an account that does not exist, if they are lenient", () => {
    const { layer, asked, count } = openStore(contacts[3]?.accountIds ?? [])
    return Effect.gen(function* () {
      assert.strictEqual(yield* streamed({ lenient: true, dryRun: true }), 1)
      const result = yield* bulkCreateContacts(ORG, { contacts }, { lenient: true, outcomes: true })
      assert.deepInclude(result, { total: 5, created: 1, skipped: 0, invalid: 4, omitted: 20_000 - 100 })
      assert.deepStrictEqual(
        result.details?.map(({ index, id }) => [index, id]),
        ids(100).map((id) => [0, id]),
      )
      const [first] = result.outcomes ?? []
      assert.deepInclude(first, { index: 0, status: "invalid", omitted: 5000 - 20 })
      assert.isTrue(asked.every((count) => count <= MOST))
      assert.strictEqual(count(), 1)
    }).pipe(Effect.provide(layer))
  })

  it.effect("look up as many contact types at once", () => {
    const { layer, asked } = openStore([])
    const types = ids(10_001, "CT")
    return Effect.gen(function* () {
      const contacts = types.map((contactType, i) => ({ email: `ada${i}@example.com`, contactType }))
      const error = yield* Effect.flip(bulkCreateContacts(ORG, { contacts }))
      if (!(error instanceof ReferenceNotFound)) return assert.fail(String(error))
      assert.lengthOf(error.contactTypes, 10_000)
      assert.deepStrictEqual(asked, [MOST, 1])
    }).pipe(
      Effect.provideService(BulkCreatePolicy, { maxContacts: 20_000, allDuplicates: "skip" }),
      Effect.provide(layer),
    )
  })
})
