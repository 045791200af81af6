import {
  AccountId,
  Accounts,
  Contacts,
  ContactTypes,
  type NewContact,
  type OrganizationId,
  type StoreFailure,
  UnitOfWork,
} from "@bulk-contacts/core"
import { Deferred, Effect, Fiber, Option } from "effect"
import { arrangeOrganization, newContact, ownedEmails, TYPE } from "../arrange.ts"
import { assert } from "../assert.ts"
import { StoreFixture } from "../StoreFixture.ts"
import { makeSuite, requiring } from "../Suite.ts"

/** How often a unit of work asks again: nothing waits for a time, and a store that is wrong shows it sooner. */
const ROUNDS = 10

const unlocked =
  'What is found must be locked until the unit of work ends, and deletions, the fixture\'s too, must wait for that; or else tolerate "references stay"'

/**
 * A unit of work finds something, another program deletes it, the unit of work stores a contact that refers to it.
 * The deletion may wait, or the unit of work be run again and find nothing; but never may it go wrong unseen.
 */
const deleteMeanwhile = Effect.fnUntraced(function* (
  organization: OrganizationId,
  contact: NewContact,
  isThere: Effect.Effect<boolean, StoreFailure>,
  remove: Effect.Effect<void>,
) {
  const contacts = yield* Contacts
  const found = yield* Deferred.make<void>()
  const removal = yield* Effect.forkChild(Effect.andThen(Deferred.await(found), remove))
  const unit = Effect.gen(function* () {
    if (!(yield* isThere)) return "not found"
    yield* Deferred.succeed(found, undefined)
    for (let i = 0; i < ROUNDS; i++) {
      yield* Effect.yieldNow
      if (!(yield* isThere)) return "gone after it was found"
    }
    yield* contacts.insertNew(organization, [contact])
    return removal.pollUnsafe() === undefined ? "stored" : "stored after it was gone"
  })
  const outcome = yield* (yield* UnitOfWork).atomically(unit)
  yield* Fiber.join(removal)
  assert.isOneOf(outcome, ["stored", "not found"], unlocked)
  assert.isFalse(yield* isThere)
  assert.strictEqual((yield* ownedEmails(organization)).length, outcome === "stored" ? 1 : 0)
})

/** What a unit of work refers to is there when it ends. */
export const referencesSuite = makeSuite("References that a unit of work has found", (it, options) => {
  const itStays = requiring(["references stay"], it, options)
  const itsTypeStays = requiring(["references stay", "contact types"], it, options)

  itStays("an account", () =>
    Effect.gen(function* () {
      const account = AccountId.make("A1")
      const organization = yield* arrangeOrganization({ accounts: [account] })
      const isThere = Effect.map((yield* Accounts).missing(organization, [account]), (missing) => missing.length === 0)
      const remove = (yield* StoreFixture).deleteAccount(organization, account)
      yield* deleteMeanwhile(organization, newContact("ada@example.com", { accountIds: [account] }), isThere, remove)
    }),
  )

  itsTypeStays("a contact type", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const isThere = Effect.map((yield* ContactTypes).missing(organization, [TYPE]), (missing) => missing.length === 0)
      const remove = (yield* StoreFixture).deleteContactType(organization, TYPE)
      yield* deleteMeanwhile(organization, newContact("ada@example.com"), isThere, remove)
    }),
  )

  itsTypeStays("the default contact type", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const isThere = Effect.map((yield* ContactTypes).default(organization), Option.isSome)
      const remove = (yield* StoreFixture).deleteContactType(organization, TYPE)
      yield* deleteMeanwhile(organization, newContact("ada@example.com"), isThere, remove)
    }),
  )
})
