import { ContactTypeId, ContactTypes } from "@bulk-contacts/core"
import { Effect, Option } from "effect"
import { arrangeOrganization } from "../arrange.ts"
import { assert } from "../assert.ts"
import { StoreFixture } from "../StoreFixture.ts"
import { makeSuite, requiring } from "../Suite.ts"

const ids = (...names: ReadonlyArray<string>) => names.map((name) => ContactTypeId.make(name))

/** Which contact types exist, and which one is the default. */
export const contactTypesSuite = makeSuite("ContactTypes", (it, options) => {
  const itHas = requiring(["contact types"], it, options)

  itHas("returns the missing ids in the order given", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization({ contactTypes: ["CT1", "CT2"] })
      const { missing } = yield* ContactTypes
      assert.deepStrictEqual(yield* missing(organization, ids("Z", "CT2", "C", "CT1", "ct1")), ids("Z", "C", "ct1"))
      assert.deepStrictEqual(yield* missing(organization, ids("CT1", "CT2")), [])
      assert.deepStrictEqual(yield* missing(organization, []), [])
    }),
  )

  itHas("reports a deleted contact type as missing", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization({ contactTypes: ["CT1", "CT2"] })
      yield* (yield* StoreFixture).deleteContactType(organization, ContactTypeId.make("CT2"))
      assert.deepStrictEqual(yield* (yield* ContactTypes).missing(organization, ids("CT1", "CT2")), ids("CT2"))
    }),
  )

  itHas("returns no default if there is none", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization({ contactTypes: ["CT1"] })
      assert.deepStrictEqual(yield* (yield* ContactTypes).default(organization), Option.none())
    }),
  )

  itHas("returns the default", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization({ contactTypes: ["CT1", "CT2"], defaultContactType: "CT2" })
      assert.deepStrictEqual(yield* (yield* ContactTypes).default(organization), Option.some(ContactTypeId.make("CT2")))
    }),
  )

  itHas("has at most one default: a new one replaces it", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization({ contactTypes: ["CT1"], defaultContactType: "CT1" })
      yield* (yield* StoreFixture).createContactType(organization, ContactTypeId.make("CT2"), { isDefault: true })
      const types = yield* ContactTypes
      assert.deepStrictEqual(yield* types.default(organization), Option.some(ContactTypeId.make("CT2")))
      assert.deepStrictEqual(yield* types.missing(organization, ids("CT1", "CT2")), [])
    }),
  )

  itHas("returns no default after it was deleted", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization({ contactTypes: ["CT1", "CT2"], defaultContactType: "CT2" })
      yield* (yield* StoreFixture).deleteContactType(organization, ContactTypeId.make("CT2"))
      assert.deepStrictEqual(yield* (yield* ContactTypes).default(organization), Option.none())
    }),
  )
})
