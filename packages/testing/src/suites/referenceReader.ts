import { AccountId, ContactTypeId, ReferenceReader } from "@bulk-contacts/core"
import { Effect } from "effect"
import { arrangeOrganization } from "../arrange.ts"
import { assert } from "../assert.ts"
import { StoreFixture } from "../StoreFixture.ts"
import { makeSuite, type Store } from "../Suite.ts"

const numbered = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${prefix}${String(i).padStart(2, "0")}`)

/** A store that reads accounts and contact types, without changing anything. */
export const referenceReaderSuite = makeSuite<Store | ReferenceReader>("ReferenceReader", (it) => {
  it.effect("reads accounts in pages, without those that are closed", () =>
    Effect.gen(function* () {
      const ids = numbered("A", 25)
      const organization = yield* arrangeOrganization({ accounts: ids })
      yield* arrangeOrganization({ accounts: ["A99", "B1"] })
      yield* (yield* StoreFixture).deleteAccount(organization, AccountId.make("A03"))
      const { accounts } = yield* ReferenceReader
      const read: Array<string> = []
      for (let after: string | null = null; ; ) {
        const page: ReadonlyArray<{ readonly id: AccountId; readonly name: string }> = yield* accounts(organization, {
          after,
          limit: 7,
        })
        assert.isTrue(page.every(({ name }) => typeof name === "string" && name !== ""))
        read.push(...page.map(({ id }) => id))
        if (page.length < 7) break
        after = page.at(-1)?.id ?? null
      }
      assert.deepStrictEqual(
        read,
        ids.filter((id) => id !== "A03"),
      )
    }),
  )

  it.effect("reads contact types in pages, without those that are closed, and says which is the default", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization({
        contactTypes: numbered("CT", 5),
        defaultContactType: "CT03",
      })
      yield* arrangeOrganization({ contactTypes: ["CT99"], defaultContactType: "CT99" })
      yield* (yield* StoreFixture).deleteContactType(organization, ContactTypeId.make("CT01"))
      const { contactTypes } = yield* ReferenceReader
      const first = yield* contactTypes(organization, { after: null, limit: 3 })
      const second = yield* contactTypes(organization, { after: first.at(-1)?.id ?? null, limit: 3 })
      assert.deepStrictEqual(
        [...first, ...second].map(({ id, isDefault }) => [id, isDefault] as [string, boolean]),
        [
          ["CT00", false],
          ["CT02", false],
          ["CT03", true],
          ["CT04", false],
        ],
      )
    }),
  )

  it.effect("reads nothing of an organization that does not exist", () =>
    Effect.gen(function* () {
      const { accounts, contactTypes } = yield* ReferenceReader
      const nobody = (yield* arrangeOrganization({ contactTypes: [] })) && ("nobody" as Parameters<typeof accounts>[0])
      assert.deepStrictEqual(yield* accounts(nobody, { after: null, limit: 5 }), [])
      assert.deepStrictEqual(yield* contactTypes(nobody, { after: null, limit: 5 }), [])
    }),
  )
})
