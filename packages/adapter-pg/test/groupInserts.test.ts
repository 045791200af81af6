import {
  AccountId,
  ContactId,
  ContactTypeId,
  type DirectContact,
  type DirectInsertsShape,
  EmailAddress,
  OrganizationId,
  type References,
  StoreFailure,
} from "@bulk-contacts/core"
import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Exit, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { groupInserts } from "../src/ports/groupInserts.ts"

type Inserted = ReadonlySet<ContactId> | null

const ONE = OrganizationId.make("one")
const OTHER = OrganizationId.make("other")

const contact = (name: string): DirectContact => ({
  id: ContactId.make(`00000000-0000-7000-8000-${name.padStart(12, "0")}`),
  email: EmailAddress.make(`${name}@example.com`),
  firstName: name,
  lastName: null,
  phoneNumber: null,
  avatarUrl: null,
  source: null,
  contactType: null,
  accountIds: [],
  importId: null,
  customFieldValues: null,
  metadata: null,
  createdAt: new Date(0),
})

const references = (more: Partial<References> = {}): References => ({
  accountIds: [],
  contactTypes: [],
  needsDefaultContactType: false,
  ...more,
})

interface Call {
  readonly organizationId: OrganizationId
  readonly contacts: ReadonlyArray<DirectContact>
  readonly references: References
  /** Ends the insert. */
  readonly end: (exit: Exit.Exit<Inserted, StoreFailure>) => void
}

/** Groups whose inserts end when the test says so. */
const makeGroups = Effect.gen(function* () {
  const calls: Array<Call> = []
  const insertNew: DirectInsertsShape["insertNew"] = (organizationId, contacts, references) =>
    Effect.suspend(() => {
      const ended = Deferred.makeUnsafe<Inserted, StoreFailure>()
      calls.push({ organizationId, contacts, references, end: (exit) => Deferred.doneUnsafe(ended, exit) })
      return Deferred.await(ended)
    })
  const grouped = yield* groupInserts(insertNew)
  const begin = (organizationId: OrganizationId, contacts: ReadonlyArray<DirectContact>, more?: Partial<References>) =>
    Effect.forkDetach(grouped(organizationId, contacts, references(more)), { startImmediately: true })
  return { calls, begin }
})

const namesOf = (call: Call | undefined) => call?.contacts.map(({ firstName }) => firstName)

const allOf = (call: Call): Exit.Exit<Inserted> => Exit.succeed(new Set(call.contacts.map(({ id }) => id)))

describe("groupInserts", () => {
  it.effect("has requests share an insert that arrive while another is in progress", () =>
    Effect.gen(function* () {
      const { calls, begin } = yield* makeGroups
      const [a, b, c, d] = [contact("1"), contact("2"), contact("3"), contact("4")]
      const first = yield* begin(ONE, [a])
      const account = AccountId.make("A1")
      const second = yield* begin(ONE, [b, c], { accountIds: [account], needsDefaultContactType: true })
      const third = yield* begin(ONE, [d], { accountIds: [account], contactTypes: [ContactTypeId.make("CT1")] })
      assert.deepStrictEqual(calls.map(namesOf), [["1"]])
      calls[0]?.end(Exit.succeed(new Set()))
      assert.deepStrictEqual(yield* Fiber.join(first), new Set())
      assert.deepStrictEqual(namesOf(calls[1]), ["2", "3", "4"])
      assert.deepStrictEqual(calls[1]?.references, {
        accountIds: [account],
        contactTypes: [ContactTypeId.make("CT1")],
        needsDefaultContactType: true,
      })
      calls[1]?.end(Exit.succeed(new Set([c.id, d.id])))
      assert.deepStrictEqual(yield* Fiber.join(second), new Set([c.id]))
      assert.deepStrictEqual(yield* Fiber.join(third), new Set([d.id]))
      assert.lengthOf(calls, 2)
    }),
  )

  it.effect("gives each request of a group the failure of the group, and goes on", () =>
    Effect.gen(function* () {
      const { calls, begin } = yield* makeGroups
      yield* begin(ONE, [contact("1")])
      const group = [yield* begin(ONE, [contact("2")]), yield* begin(ONE, [contact("3")])]
      const failure = new StoreFailure({ retryable: true, cause: new Error("lost") })
      calls[0]?.end(Exit.fail(failure))
      const next = yield* begin(ONE, [contact("4")])
      calls[1]?.end(Exit.succeed(null))
      for (const fiber of group) assert.isNull(yield* Fiber.join(fiber))
      assert.deepStrictEqual(namesOf(calls[2]), ["4"])
      calls[2]?.end(Exit.fail(failure))
      assert.strictEqual(yield* Effect.flip(Fiber.join(next)), failure)
    }),
  )

  it.effect("does not have organizations wait for each other", () =>
    Effect.gen(function* () {
      const { calls, begin } = yield* makeGroups
      yield* begin(ONE, [contact("1")])
      yield* begin(OTHER, [contact("2")])
      assert.deepStrictEqual(
        calls.map(({ organizationId }) => organizationId),
        [ONE, OTHER],
      )
    }),
  )

  it.effect("leaves out requests that are interrupted before their group begins, and completes the others", () =>
    Effect.gen(function* () {
      const { calls, begin } = yield* makeGroups
      yield* begin(ONE, [contact("1")])
      const leaving = yield* begin(ONE, [contact("2")])
      const staying = yield* begin(ONE, [contact("3")])
      yield* Fiber.interrupt(leaving)
      calls[0]?.end(Exit.succeed(null))
      yield* Effect.yieldNow
      assert.deepStrictEqual(namesOf(calls[1]), ["3"])
      const interrupting = yield* Effect.forkChild(Fiber.interrupt(staying), { startImmediately: true })
      assert.isUndefined(interrupting.pollUnsafe())
      for (const call of calls.slice(1)) call.end(allOf(call))
      yield* Fiber.join(interrupting)
    }),
  )

  it.effect("begins another group when the first one is slow, and has nobody wait when both are stuck", () =>
    Effect.gen(function* () {
      const { calls, begin } = yield* makeGroups
      yield* begin(ONE, [contact("1")])
      yield* begin(ONE, [contact("2")])
      yield* TestClock.adjust("15 millis")
      yield* begin(ONE, [contact("3")])
      assert.deepStrictEqual(calls.map(namesOf), [["1"]])
      yield* TestClock.adjust("20 millis")
      assert.deepStrictEqual(calls.map(namesOf), [["1"], ["2", "3"]])
      const waiting = yield* begin(ONE, [contact("4")])
      yield* TestClock.adjust("200 millis")
      assert.isUndefined(waiting.pollUnsafe())
      yield* TestClock.adjust("100 millis")
      assert.isNull(yield* Fiber.join(waiting))
      assert.isNull(yield* Fiber.join(yield* begin(ONE, [contact("5")])))
      assert.lengthOf(calls, 2)
    }),
  )

  it.effect("splits what is too much for one insert, in the order of arrival", () =>
    Effect.gen(function* () {
      const { calls, begin } = yield* makeGroups
      yield* begin(ONE, [contact("1")])
      const many = (prefix: number) => Array.from({ length: 300 }, (_, i) => contact(`${prefix}${i}`))
      for (const prefix of [2, 3, 4]) yield* begin(ONE, many(prefix))
      for (let i = 0; i < 4; i++) {
        calls[i]?.end(Exit.succeed(null))
        yield* Effect.yieldNow
      }
      assert.deepStrictEqual(
        calls.map(({ contacts }) => contacts.length),
        [1, 300, 300, 300],
      )
    }),
  )

  it.effect("splits what has too many accounts for one insert", () =>
    Effect.gen(function* () {
      const { calls, begin } = yield* makeGroups
      yield* begin(ONE, [contact("1")])
      const many = (prefix: number) => Array.from({ length: 6000 }, (_, i) => AccountId.make(`${prefix}-${i}`))
      for (const prefix of [2, 3, 4]) yield* begin(ONE, [contact(`${prefix}`)], { accountIds: many(prefix) })
      yield* begin(ONE, [contact("5")], { accountIds: many(4).slice(0, 1) })
      for (let i = 0; i < 4; i++) {
        calls[i]?.end(Exit.succeed(null))
        yield* Effect.yieldNow
      }
      assert.deepStrictEqual(
        calls.map(({ references }) => references.accountIds.length),
        [0, 6000, 6000, 6000],
      )
      assert.deepStrictEqual(namesOf(calls[3]), ["4", "5"])
    }),
  )
})
