import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { findReferences } from "../src/bulkCreate/findReferences.ts"
import { EmailAddress } from "../src/domain/EmailAddress.ts"
import { AccountId, ContactTypeId } from "../src/domain/Identifiers.ts"
import type { NormalizedContact } from "../src/request/normalizeContact.ts"
import { nothing } from "./support/contacts.ts"

const contact = (email: string, fields: Partial<NormalizedContact> = {}): NormalizedContact => ({
  email: EmailAddress.make(email),
  firstName: "Ada",
  ...nothing,
  ...fields,
})

const [A1, A2, A3] = [AccountId.make("A1"), AccountId.make("A2"), AccountId.make("A3")]
const [CT1, CT2] = [ContactTypeId.make("CT1"), ContactTypeId.make("CT2")]

describe("findReferences", () => {
  it.effect("returns each account and contact type once, the defaults first", () =>
    Effect.gen(function* () {
      const contacts = [
        contact("a@example.com", { accountIds: [A2, A1], contactType: CT2 }),
        contact("b@example.com", { accountIds: [A2, A3], contactType: CT1 }),
      ]
      assert.deepStrictEqual(yield* findReferences(contacts, { accountIds: [A1], contactType: CT1, source: null }), {
        accountIds: [A1, A2, A3],
        contactTypes: [CT1, CT2],
        needsDefaultContactType: false,
      })
    }),
  )

  it.effect("needs the organization's default only if neither the contact nor the request has a contact type", () =>
    Effect.gen(function* () {
      const [without, having] = [contact("a@example.com"), contact("b@example.com", { contactType: CT1 })]
      const needs = (contacts: ReadonlyArray<NormalizedContact>, contactType: ContactTypeId | null) =>
        Effect.map(
          findReferences(contacts, { accountIds: [], contactType, source: null }),
          (found) => found.needsDefaultContactType,
        )
      assert.isTrue(yield* needs([having, without], null))
      assert.isFalse(yield* needs([having, without], CT2))
      assert.isFalse(yield* needs([having], null))
    }),
  )
})
