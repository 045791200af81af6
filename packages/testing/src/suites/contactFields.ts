import { AccountId, Contacts, ContactTypeId, type NewContact } from "@bulk-contacts/core"
import { Effect } from "effect"
import fc from "fast-check"
import { arrangeOrganization, newContact, sorted, TYPE } from "../arrange.ts"
import { assert } from "../assert.ts"
import { checkProperty } from "../checkProperty.ts"
import { jsonObject, nestedJson } from "../generators/json.ts"
import { personName, storableText } from "../generators/text.ts"
import { StoreFixture } from "../StoreFixture.ts"
import { makeSuite } from "../Suite.ts"

const text = fc.oneof(personName, storableText)
const anyContact: fc.Arbitrary<NewContact> = fc
  .record({
    firstName: text,
    lastName: fc.option(text),
    phoneNumber: fc.option(fc.constant("+14155552671")),
    avatarUrl: fc.option(fc.webUrl()),
    source: fc.option(text),
    contactType: fc.constantFrom(TYPE, ContactTypeId.make("CT2")),
    accountIds: fc.subarray([AccountId.make("A1"), AccountId.make("A2"), AccountId.make("A3")]),
    customFieldValues: fc.option(fc.array(jsonObject, { maxLength: 3 })),
    metadata: fc.option(jsonObject),
    createdAt: fc.date({ min: new Date("1970-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }),
  })
  .map((fields) => newContact("ada@example.com", fields))

/** What is stored comes back as it went in. */
export const contactFieldsSuite = makeSuite("The fields of a contact", (it, { runs }) => {
  const comesBack = Effect.fnUntraced(function* (...contacts: ReadonlyArray<NewContact>) {
    const organization = yield* arrangeOrganization({ accounts: ["A1", "A2", "A3"], contactTypes: ["CT1", "CT2"] })
    yield* (yield* Contacts).insertNew(organization, contacts)
    const stored = yield* (yield* StoreFixture).contacts(organization)
    const expected = contacts.map((contact) => ({ ...contact, updatedAt: contact.createdAt, deletedAt: null }))
    assert.deepStrictEqual(sorted(stored), sorted(expected))
    // Deep equality alone may look at the prototype for `__proto__`.
    assert.deepStrictEqual(jsonOf(sorted(stored)), jsonOf(sorted(expected)))
  })

  it.effect("are stored and read back unchanged", () =>
    checkProperty(anyContact, runs, (contact) => comesBack(contact)),
  )

  it.effect("are kept separately for each contact", () =>
    checkProperty(fc.array(anyContact, { minLength: 2, maxLength: 5 }), runs, (contacts) =>
      comesBack(...contacts.map((contact, i) => ({ ...contact, email: newContact(`ada${i}@example.com`).email }))),
    ),
  )

  it.effect("distinguish absent from empty", () =>
    comesBack(
      newContact("a@example.com", { customFieldValues: [], metadata: {}, accountIds: [] }),
      newContact("b@example.com", { customFieldValues: null, metadata: null }),
    ),
  )

  it.effect("treat metadata as data, whatever its keys and however deep it is", () =>
    comesBack(
      newContact("a@example.com", { metadata: JSON.parse('{"__proto__":{"polluted":true},"constructor":null}') }),
      newContact("b@example.com", { metadata: nestedJson(16) }),
      newContact("c@example.com", { customFieldValues: [nestedJson(15), JSON.parse('{"__proto__":1}')] }),
      newContact("d@example.com", { metadata: { "👩‍🚀": "𠮷\u0001\u2028\\u0000", "": [[], {}, [null]] } }),
    ),
  )

  it.effect("link each contact to its own accounts", () =>
    comesBack(
      newContact("a@example.com", { accountIds: [AccountId.make("A1"), AccountId.make("A3")] }),
      newContact("b@example.com", { accountIds: [AccountId.make("A2")] }),
      newContact("c@example.com", { accountIds: [] }),
    ),
  )

  it.effect("keep the time of creation to the millisecond", () =>
    comesBack(newContact("a@example.com", { createdAt: new Date("2024-12-31T23:59:59.999Z") })),
  )
})

/** JSON text with the keys of objects in order. */
const jsonOf = (value: unknown): string =>
  JSON.stringify(value, (_key, part) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))
      : part,
  )
