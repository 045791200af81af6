import { assert } from "@effect/vitest"
import { Effect, Option } from "effect"
import { ContactTypeId } from "../../domain/Identifiers.ts"
import { ContactTypes } from "../../ports/ContactTypes.ts"
import { arrangeOrganization } from "../arrange.ts"
import { StoreFixture } from "../StoreFixture.ts"
import { makeSuite } from "../Suite.ts"

const ids = (...names: ReadonlyArray<string>) => names.map((name) => ContactTypeId.make(name))

/** Which contact types exist, and which one is the default. */
export const contactTypesSuite = makeSuite("ContactTypes", (it) => {
  it.effect("answers the missing ones in the order given", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization({ contactTypes: ["CT1", "CT2"] })
      const { missing } = yield* ContactTypes
      assert.deepStrictEqual(yield* missing(organization, ids("Z", "CT2", "C", "CT1", "ct1")), ids("Z", "C", "ct1"))
      assert.deepStrictEqual(yield* missing(organization, ids("CT1", "CT2")), [])
      assert.deepStrictEqual(yield* missing(organization, []), [])
    }),
  )

  it.effect("does not know a deleted contact type", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization({ contactTypes: ["CT1", "CT2"] })
      yield* (yield* StoreFixture).deleteContactType(organization, ContactTypeId.make("CT2"))
      assert.deepStrictEqual(yield* (yield* ContactTypes).missing(organization, ids("CT1", "CT2")), ids("CT2"))
    }),
  )

  it.effect("has no default unless there is one", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization({ contactTypes: ["CT1"] })
      assert.deepStrictEqual(yield* (yield* ContactTypes).default(organization), Option.none())
    }),
  )

  it.effect("answers the default", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization({ contactTypes: ["CT1", "CT2"], defaultContactType: "CT2" })
      assert.deepStrictEqual(yield* (yield* ContactTypes).default(organization), Option.some(ContactTypeId.make("CT2")))
    }),
  )

  it.effect("has one default at most: a new one takes its place", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization({ contactTypes: ["CT1"], defaultContactType: "CT1" })
      yield* (yield* StoreFixture).createContactType(organization, ContactTypeId.make("CT2"), { isDefault: true })
      const types = yield* ContactTypes
      assert.deepStrictEqual(yield* types.default(organization), Option.some(ContactTypeId.make("CT2")))
      assert.deepStrictEqual(yield* types.missing(organization, ids("CT1", "CT2")), [])
    }),
  )

  it.effect("has no default once that is deleted", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization({ contactTypes: ["CT1", "CT2"], defaultContactType: "CT2" })
      yield* (yield* StoreFixture).deleteContactType(organization, ContactTypeId.make("CT2"))
      assert.deepStrictEqual(yield* (yield* ContactTypes).default(organization), Option.none())
    }),
  )
})
