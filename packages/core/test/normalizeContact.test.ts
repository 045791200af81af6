import { address, spelled } from "@bulk-contacts/testing/internal/generators/email"
import { givenContact } from "@bulk-contacts/testing/internal/generators/request"
import { assert, describe, it } from "@effect/vitest"
import fc from "fast-check"
import { type Problem, Problems } from "../src/domain/Problem.ts"
import { normalizeContact } from "../src/request/normalizeContact.ts"
import { nothing } from "./support/contacts.ts"

const normalized = (input: unknown) => {
  const problems = new Problems(100)
  const contact = normalizeContact(input, { index: 0 }, problems)
  assert.deepStrictEqual(problems.items, [])
  return contact
}

const problemsOf = (input: unknown, index = 7) => {
  const problems = new Problems(100)
  assert.isNull(normalizeContact(input, { index }, problems))
  return problems.items
}

describe("normalizeContact", () => {
  it("normalizes every field by its own rule", () => {
    const metadata = JSON.parse('{"__proto__":{"a":1}}')
    const contact = normalized({
      email: " Ada@BÜCHER.example",
      firstName: " Ada  King ",
      lastName: "Love\tlace",
      phoneNumber: "+1 (415) 555-2671",
      avatarUrl: " https://example.com/ada.png",
      source: " Slack ",
      contactType: "CT123",
      accountIds: ["A2", "A1", "A2"],
      customFieldValues: [{ size: "XL" }],
      metadata,
    })
    assert.deepStrictEqual<unknown>(contact, {
      email: "ada@xn--bcher-kva.example",
      firstName: "Ada King",
      lastName: "Love lace",
      phoneNumber: "+14155552671",
      avatarUrl: "https://example.com/ada.png",
      source: "Slack",
      contactType: "CT123",
      accountIds: ["A2", "A1"],
      customFieldValues: [{ size: "XL" }],
      metadata,
    })
    assert.strictEqual(JSON.stringify(contact?.metadata), JSON.stringify(metadata))
  })

  it("takes the local part of the email where there is no first name", () => {
    for (const firstName of [undefined, null, "", " \t", "\u00AD"]) {
      const contact = normalized({ email: "Ada.L@example.com", firstName })
      assert.deepStrictEqual<unknown>(contact, { ...nothing, email: "ada.l@example.com", firstName: "ada.l" })
    }
    assert.strictEqual(normalized('"Lovelace," <ada@example.com>')?.firstName, "ada")
    assert.strictEqual(normalized("ada@example.com")?.firstName, "ada")
  })

  it("takes null, and for text empty, as absent", () => {
    const absent = Object.fromEntries(Object.keys(nothing).map((field) => [field, null]))
    const undefinedFields = Object.fromEntries(Object.keys(nothing).map((field) => [field, undefined]))
    const allOf = (value: unknown) => Object.fromEntries(Object.keys(nothing).map((field) => [field, value]))
    for (const fields of [absent, undefinedFields, allOf(""), allOf(" \t"), allOf("\u200B\u3164")]) {
      const contact = normalized({ email: "ada@example.com", ...fields })
      assert.deepStrictEqual<unknown>(contact, { ...nothing, email: "ada@example.com", firstName: "ada" })
    }
  })

  it("takes the name of a mailbox if the contact has none itself", () => {
    const email = "Ada Lovelace <ada@example.com>"
    const named = (fields: object) => {
      const contact = normalized({ email, ...fields })
      return [contact?.firstName, contact?.lastName]
    }
    assert.deepStrictEqual(named({}), ["Ada", "Lovelace"])
    assert.deepStrictEqual(named({ firstName: " ", lastName: null }), ["Ada", "Lovelace"])
    assert.deepStrictEqual(named({ firstName: "Augusta" }), ["Augusta", null])
    assert.deepStrictEqual(named({ lastName: "King" }), ["ada", "King"])
  })

  it("names what is wrong with the name of a mailbox", () => {
    for (const name of ["Ada\u0001 Lovelace", "Ada Love\u202Elace", "Ada\nLovelace", "\n\nAda\nLovelace King"]) {
      const [{ field, code } = {}, ...others] = problemsOf(`"${name}" <ada@example.com>`)
      assert.deepStrictEqual([field, code, others.length], ["firstName", "invalid_character", 0])
    }
    const [{ field, code } = {}] = problemsOf(`"Ada ${"x".repeat(256)}" <ada@example.com>`)
    assert.deepStrictEqual([field, code], ["lastName", "too_long"])
  })

  it("looks at no text that is longer than its field's limit", () => {
    for (const text of ["\u200B", " ", "a ", "a\u0345\u0334", '"a" ', "<a@b>,", "é."].map((unit) =>
      unit.repeat(4_000_000),
    )) {
      const fields = ["email", "firstName", "lastName", "avatarUrl", "source", "contactType", "accountIds"]
      const problems = problemsOf(Object.fromEntries(fields.map((field) => [field, text])))
      assert.deepStrictEqual(
        problems.map(({ field, code }) => [field, code]),
        fields.map((field) => [field, "too_long"]),
      )
      assert.deepStrictEqual(
        problemsOf(text).map(({ code }) => code),
        ["too_long"],
      )
    }
  })

  it("rejects an object with too many properties at once", () => {
    const properties = Object.fromEntries(Array.from({ length: 20_001 }, (_, i) => [`p${i}`, 1]))
    assert.deepStrictEqual(problemsOf({ email: "ada@example.com", ...properties }), [
      { index: 7, field: "contacts", code: "too_many_values", message: "must have at most 20000 properties" },
    ])
  })

  it("makes one contact of the four forms", () => {
    const fields = { email: "ada@example.com", firstName: "Ada", lastName: "Lovelace" }
    const expected = normalized(fields)
    for (const input of [
      JSON.stringify(fields),
      "Ada Lovelace <ADA@example.com>",
      '"Lovelace, Ada" <ada@example.com>',
      { email: "Lovelace, Ada <ada@example.com>" },
    ]) {
      assert.deepStrictEqual(normalized(input), expected)
    }
  })

  it("is idempotent", () => {
    fc.assert(
      fc.property(givenContact(spelled(address)), ({ email, input }) => {
        const once = normalized(input)
        assert.strictEqual(once?.email, email)
        assert.deepStrictEqual(normalized(once), once)
      }),
    )
  })

  it("names every problem of a contact, with its index and field", () => {
    const input = {
      email: "ada",
      firstName: "a\u0001",
      lastName: 1,
      phoneNumber: "0",
      avatarUrl: "ada.png",
      source: "\0",
      contactType: [],
      accountIds: [1],
      customFieldValues: {},
      metadata: [],
      surname: "Lovelace",
    }
    const problems = problemsOf(input)
    assert.sameMembers(
      problems.map(({ field }) => field),
      Object.keys(input),
    )
    assert.isTrue(problems.every(({ index, message }) => index === 7 && message !== ""))
    assert.deepStrictEqual(problems.map(({ field, code }) => `${field}: ${code}`).sort(), [
      "accountIds: wrong_type",
      "avatarUrl: invalid_url",
      "contactType: wrong_type",
      "customFieldValues: wrong_type",
      "email: invalid_email",
      "firstName: invalid_character",
      "lastName: wrong_type",
      "metadata: wrong_type",
      "phoneNumber: country_code_missing",
      "source: invalid_character",
      "surname: unknown_property",
    ])
  })

  it("refuses a property that is not known, and names it", () => {
    const unknown: Problem = { index: 7, field: "emial", code: "unknown_property", message: "is not a known property" }
    assert.deepStrictEqual(problemsOf({ email: "ada@example.com", emial: null }), [unknown])
    assert.deepStrictEqual(problemsOf({ emial: "ada@example.com" }), [
      unknown,
      { index: 7, field: "email", code: "required", message: "is required" },
    ])
    for (const field of ["__proto__", "constructor", "Email", "email ", ""]) {
      const text = `{"email":"ada@example.com",${JSON.stringify(field)}:1}`
      assert.deepStrictEqual(problemsOf(text), [{ ...unknown, field }])
      assert.deepStrictEqual(problemsOf(JSON.parse(text)), [{ ...unknown, field }])
    }
  })

  it("names an unknown property in text that can be stored and is not too long", () => {
    const fieldOf = (field: string) => problemsOf({ email: "ada@example.com", [field]: 1 })[0]?.field
    assert.strictEqual(fieldOf("x".repeat(10_000)), "x".repeat(100))
    assert.strictEqual(fieldOf("\uD800"), "\uFFFD")
  })

  it("inherits nothing: an email of the prototype is none", () => {
    assert.deepStrictEqual(
      problemsOf('{"__proto__":{"email":"ada@example.com"}}').map(({ field }) => field),
      ["__proto__", "email"],
    )
    assert.strictEqual(normalized({ email: "ada@example.com" })?.metadata, null)
  })
})
