import { times } from "@bulk-contacts/test-support/times"
import { codePoint } from "@bulk-contacts/testing/internal/generators/codePoint"
import { assert, describe, it } from "@effect/vitest"
import fc from "fast-check"
import { exportColumns } from "../../src/csv/columns/exportColumns.ts"
import { exportHeader, exportRow } from "../../src/csv/writeCsv.ts"
import { AccountId, ContactId, ContactTypeId } from "../../src/domain/Identifiers.ts"
import { Problems } from "../../src/domain/Problem.ts"
import type { ListedContact } from "../../src/ports/ContactReader.ts"
import { type NormalizedContact, normalizeContact } from "../../src/request/normalizeContact.ts"
import { readText } from "./support/read.ts"

/** What spreadsheets, quoting and this product's own files give a meaning to. */
const awkward = fc.constantFrom(
  ...'\'=+-@\t\r\n"";,| ab',
  "''",
  " ::: ",
  "\u200D",
  "\u2028",
  "sep=;",
  "\uFEFF",
  "é",
  "👩‍🚀",
  "bulk-contacts problem",
  "id",
)

const text = fc.oneof(
  fc.array(awkward, { maxLength: 12 }).map((parts) => parts.join("")),
  fc.string({ unit: codePoint }),
)

const localPart = fc
  .array(fc.constantFrom(..."+-=a1_.'{}|".split("")), { minLength: 1, maxLength: 8 })
  .map((characters) => characters.join(""))

const json = fc.dictionary(text, fc.jsonValue())

const given = fc.record(
  {
    email: localPart.map((part) => `${part}@example.com`),
    firstName: text,
    lastName: text,
    phoneNumber: fc.constantFrom("+14155552671", "+4915123456789"),
    avatarUrl: fc.webUrl(),
    source: text,
    contactType: text,
    accountIds: fc.array(text, { maxLength: 3 }),
    customFieldValues: fc.array(json, { maxLength: 2 }),
    metadata: json,
  },
  { requiredKeys: ["email"] },
)

const normalize = (input: unknown): NormalizedContact | null => normalizeContact(input, {}, new Problems(10))

/** Contacts that can be stored: what is left of random values once they are normalized. */
const stored = fc.array(given, { minLength: 1, maxLength: 20 }).map((inputs) =>
  inputs.flatMap((input) => {
    const contact = normalize(input)
    // JSON has no -0, and no store keeps one.
    return contact === null ? [] : [JSON.parse(JSON.stringify(contact)) as NormalizedContact]
  }),
)

const toListed = (contact: NormalizedContact): ListedContact => ({
  ...contact,
  id: ContactId.make("019a20a4-d1f2-7c3b-8e4f-5a6b7c8d9e0f"),
  accountIds: contact.accountIds ?? [],
  importId: "=1",
  createdAt: new Date(0),
  updatedAt: new Date(1),
})

const write = (contacts: ReadonlyArray<ListedContact>): string => exportHeader + contacts.map(exportRow).join("")

/** The cells of a file as RFC 4180 has them, which is not how this product reads files. */
const cellsOf = (csv: string): ReadonlyArray<ReadonlyArray<string>> =>
  Array.from(csv.matchAll(/((?:"(?:[^"]|"")*"|[^",\r\n]*)(?:,(?:"(?:[^"]|"")*"|[^",\r\n]*))*)\r\n/g), ([, row = ""]) =>
    Array.from(row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g), ([, quoted, plain = ""]) =>
      quoted === undefined ? plain : quoted.replaceAll('""', '"'),
    ),
  )

describe("a CSV export", () => {
  it("gives the same contacts when it is imported, whatever they contain", () =>
    fc.assert(
      fc.asyncProperty(stored, async (contacts) => {
        const read = await readText(write(contacts.map(toListed)))
        const again = read.contacts.map((item) => ("contact" in item ? normalize(item.contact) : item))
        assert.deepStrictEqual(
          again,
          contacts.map((contact) => ({ ...contact, accountIds: contact.accountIds ?? [] })),
        )
      }),
      { numRuns: times(60, 300) },
    ))

  it("has the same columns in every row, and no cell that a spreadsheet takes for a formula", () =>
    fc.assert(
      fc.property(stored, (contacts) => {
        const csv = write(contacts.map(toListed))
        assert.isTrue(csv.startsWith("\uFEFF"))
        const [header, ...rows] = cellsOf(csv.slice(1))
        assert.deepStrictEqual<unknown>(header, [...exportColumns])
        assert.lengthOf(rows, contacts.length)
        for (const cells of rows) {
          assert.lengthOf(cells, exportColumns.length)
          for (const cell of cells) assert.notMatch(cell, /^[=+\-@\t\r]/)
        }
      }),
      { numRuns: times(30, 100) },
    ))

  it("has empty cells for what a contact does not have", () => {
    const bare: ListedContact = {
      id: ContactId.make("1"),
      email: toListed(normalize("a@example.com") as NormalizedContact).email,
      firstName: null,
      lastName: null,
      phoneNumber: null,
      avatarUrl: null,
      contactType: ContactTypeId.make("CT1"),
      accountIds: [AccountId.make("A1")],
      source: null,
      customFieldValues: null,
      metadata: null,
      importId: null,
      createdAt: new Date(0),
      updatedAt: null,
    }
    assert.strictEqual(exportRow(bare), '1,a@example.com,,,,,CT1,"[""A1""]",,,,,1970-01-01T00:00:00.000Z,\r\n')
  })
})
