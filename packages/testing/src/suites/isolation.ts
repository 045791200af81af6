import { AccountId, Accounts, Contacts, ContactTypeId, ContactTypes, UnitOfWork } from "@bulk-contacts/core"
import { Effect, Option } from "effect"
import { arrangeOrganization, newContact, ownedEmails } from "../arrange.ts"
import { assert } from "../assert.ts"
import { StoreFixture } from "../StoreFixture.ts"
import { makeSuite, requiring } from "../Suite.ts"

const contact = () => newContact("ada@example.com")
const account = AccountId.make("A1")
const type = ContactTypeId.make("CT1")

/** Nothing crosses from one organization to another. */
export const isolationSuite = makeSuite("Organizations", (it, options) => {
  it.effect("do not see each other's accounts", () =>
    Effect.gen(function* () {
      const ours = yield* arrangeOrganization({ accounts: ["A1"] })
      const theirs = yield* arrangeOrganization({ accounts: ["A2"] })
      const ids = [AccountId.make("A1"), AccountId.make("A2")]
      const { missing } = yield* Accounts
      assert.deepStrictEqual(yield* missing(ours, ids), [AccountId.make("A2")])
      assert.deepStrictEqual(yield* missing(theirs, ids), [AccountId.make("A1")])
    }),
  )

  requiring(
    ["contact types"],
    it,
    options,
  )("do not see each other's contact types and defaults", () =>
    Effect.gen(function* () {
      const ours = yield* arrangeOrganization({ contactTypes: ["CT1"], defaultContactType: "CT1" })
      const theirs = yield* arrangeOrganization({ contactTypes: ["CT2"] })
      const types = yield* ContactTypes
      assert.deepStrictEqual(yield* types.missing(theirs, [type]), [type])
      assert.deepStrictEqual(yield* types.default(theirs), Option.none())
      assert.deepStrictEqual(yield* types.default(ours), Option.some(type))
    }),
  )

  it.effect("may use the same ids: deleting one organization's does not affect another's", () =>
    Effect.gen(function* () {
      const ours = yield* arrangeOrganization({ accounts: [account] })
      const theirs = yield* arrangeOrganization({ accounts: [account] })
      const store = yield* StoreFixture
      yield* store.deleteAccount(theirs, account)
      yield* store.deleteContactType(theirs, type)
      assert.deepStrictEqual(yield* (yield* Accounts).missing(ours, [account]), [])
      assert.deepStrictEqual(yield* (yield* ContactTypes).default(ours), Option.some(type))
    }),
  )

  it.effect("may each have a contact with the same email", () =>
    Effect.gen(function* () {
      const ours = yield* arrangeOrganization()
      const theirs = yield* arrangeOrganization()
      const { findByEmail, insertNew } = yield* Contacts
      const [mine, other] = [contact(), contact()]
      yield* insertNew(theirs, [other])
      assert.strictEqual((yield* findByEmail(ours, [mine.email])).size, 0)
      assert.deepStrictEqual(yield* ownedEmails(ours), [])
      assert.strictEqual(yield* insertNew(ours, [mine]), 1)
      assert.deepStrictEqual([...(yield* findByEmail(ours, [mine.email])).values()], [mine.id])
      yield* (yield* StoreFixture).deleteContact(theirs, mine.email)
      assert.deepStrictEqual(yield* ownedEmails(ours), [mine.email])
      assert.strictEqual(yield* insertNew(ours, [contact()]), 0)
    }),
  )

  it.effect("may each have a contact with the same email, even in one unit of work", () =>
    Effect.gen(function* () {
      const ours = yield* arrangeOrganization()
      const theirs = yield* arrangeOrganization()
      const { findByEmail, insertNew } = yield* Contacts
      const unit = Effect.gen(function* () {
        assert.strictEqual(yield* insertNew(theirs, [contact()]), 1)
        assert.strictEqual((yield* findByEmail(ours, [contact().email])).size, 0)
        assert.strictEqual(yield* insertNew(ours, [contact()]), 1)
      })
      yield* (yield* UnitOfWork).atomically(unit)
      assert.deepStrictEqual(yield* ownedEmails(ours), [contact().email])
      assert.deepStrictEqual(yield* ownedEmails(theirs), [contact().email])
    }),
  )
})
