import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { planContacts } from "../src/bulkCreate/plan.ts"
import { findReferences } from "../src/bulkCreate/references.ts"
import { EmailAddress } from "../src/domain/EmailAddress.ts"
import { ReferenceNotFound } from "../src/domain/errors.ts"
import { AccountId, ContactId, ContactTypeId } from "../src/domain/Identifiers.ts"
import type { NormalizedContact } from "../src/request/normalizeContact.ts"

const contact = (email: string, fields: Partial<NormalizedContact> = {}): NormalizedContact => ({
  email: EmailAddress.make(email),
  firstName: "Ada",
  lastName: null,
  phoneNumber: null,
  avatarUrl: null,
  source: null,
  contactType: null,
  accountIds: null,
  customFieldValues: null,
  metadata: null,
  ...fields,
})

const [A1, A2, A3] = [AccountId.make("A1"), AccountId.make("A2"), AccountId.make("A3")]
const [CT1, CT2] = [ContactTypeId.make("CT1"), ContactTypeId.make("CT2")]
const noDefaults = { accountIds: [], contactType: null, source: null }
const createdAt = new Date("2024-02-29T12:34:56.789Z")

const plan = (contacts: ReadonlyArray<NormalizedContact>, defaults: Parameters<typeof planContacts>[1]) => {
  let n = 0
  return planContacts(contacts, defaults, () => ContactId.make(`id${n++}`), createdAt)
}

describe("planContacts", () => {
  const defaults = { accountIds: [A1], contactType: CT1, source: "Slack" }

  it.effect("takes the defaults for the values that a contact lacks, in the order given", () =>
    Effect.gen(function* () {
      const own = { accountIds: [A2], contactType: CT2, source: "Import", lastName: "Lovelace" }
      const contacts = [
        contact("a@example.com", own),
        contact("b@example.com"),
        contact("c@example.com", { accountIds: [] }),
      ]
      const rest = { customFieldValues: null, metadata: null, phoneNumber: null, avatarUrl: null, firstName: "Ada" }
      assert.deepStrictEqual<unknown>(yield* plan(contacts, defaults), [
        { ...rest, ...own, id: "id0", email: "a@example.com", createdAt },
        { ...rest, ...defaults, lastName: null, id: "id1", email: "b@example.com", createdAt },
        { ...rest, ...defaults, accountIds: [], lastName: null, id: "id2", email: "c@example.com", createdAt },
      ])
    }),
  )

  it.effect("fails if a contact has no contact type, even one that would be skipped", () =>
    Effect.gen(function* () {
      const contacts = [contact("a@example.com", { contactType: CT1 }), contact("a@example.com")]
      const refusal = yield* Effect.flip(plan(contacts, noDefaults))
      assert.deepStrictEqual(refusal, new ReferenceNotFound({ accountIds: [], contactTypes: [] }))
      assert.strictEqual(refusal.message, "Contact type not found")
    }),
  )
})

describe("findReferences", () => {
  it.effect("names everything once", () =>
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
        Effect.map(findReferences(contacts, { ...noDefaults, contactType }), (found) => found.needsDefaultContactType)
      assert.isTrue(yield* needs([having, without], null))
      assert.isFalse(yield* needs([having, without], CT2))
      assert.isFalse(yield* needs([having], null))
    }),
  )
})
