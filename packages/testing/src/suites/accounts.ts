import { AccountId, Accounts } from "@bulk-contacts/core"
import { Effect } from "effect"
import { arrangeOrganization } from "../arrange.ts"
import { assert } from "../assert.ts"
import { StoreFixture } from "../StoreFixture.ts"
import { makeSuite } from "../Suite.ts"

const ids = (...names: ReadonlyArray<string>) => names.map((name) => AccountId.make(name))

/** Which accounts exist. */
export const accountsSuite = makeSuite("Accounts", (it) => {
  it.effect("returns nothing if all ids exist", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization({ accounts: ["A1", "A2"] })
      assert.deepStrictEqual(yield* (yield* Accounts).missing(organization, ids("A2", "A1")), [])
    }),
  )

  it.effect("returns the missing ids in the order given", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization({ accounts: ["A1", "A2"] })
      const missing = yield* (yield* Accounts).missing(organization, ids("Z", "A1", "C", "A2", "B"))
      assert.deepStrictEqual(missing, ids("Z", "C", "B"))
    }),
  )

  it.effect("returns nothing for an empty list", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      assert.deepStrictEqual(yield* (yield* Accounts).missing(organization, []), [])
    }),
  )

  it.effect("reports a deleted account as missing", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization({ accounts: ["A1", "A2"] })
      yield* (yield* StoreFixture).deleteAccount(organization, AccountId.make("A1"))
      assert.deepStrictEqual(yield* (yield* Accounts).missing(organization, ids("A1", "A2")), ids("A1"))
    }),
  )

  it.effect("compares ids exactly: case, white space and Unicode form matter", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization({ accounts: ["é", "'a' or 1=1", "__proto__", "{1,2}", "null"] })
      const { missing } = yield* Accounts
      const existing = ids("é", "'a' or 1=1", "__proto__", "{1,2}", "null")
      assert.deepStrictEqual(yield* missing(organization, existing), [])
      const others = ids("É", "e\u0301", "é ", "constructor", "{1", "NULL", "%", '"')
      assert.deepStrictEqual(yield* missing(organization, others), others)
    }),
  )
})
