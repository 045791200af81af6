import { readCsv } from "@bulk-contacts/core"
import { Effect, Stream } from "effect"
import fc from "fast-check"
import { assert, describe, it } from "vitest"
import { matchColumns, problemsOfColumns } from "../src/import/columns.ts"
import { parseCsvHeader, renderCsvHeader } from "../src/import/csvHeader.ts"

const fields = ["email", "firstName", "lastName", "phoneNumber", "avatarUrl", "source", "contactType", "accountIds"]

const field = fc.constantFrom(...fields)
const separator = fc.constantFrom("", " ", "_", "-", "  ", "\u00a0")

/** The field in any case, with characters that are ignored between its letters. */
const spellingOf = (field: string) =>
  fc
    .array(fc.tuple(fc.boolean(), separator), { minLength: field.length, maxLength: field.length })
    .map((choices) =>
      choices
        .map(([isUpper, after], i) => (isUpper ? field[i]?.toUpperCase() : field[i]?.toLowerCase()) + after)
        .join(""),
    )

const fieldOf = (column: string) => matchColumns([column])[0]?.field

describe("the field of a column", () => {
  it("is found in any spelling", () => {
    const spelled = field.chain((field) => fc.tuple(fc.constant(field), spellingOf(field)))
    fc.assert(fc.property(spelled, ([field, column]) => assert.strictEqual(fieldOf(column), field)))
  })

  it.each([
    ["E-Mail", "email"],
    ["Email Address", "email"],
    ["Given Name", "firstName"],
    ["Surname", "lastName"],
    ["MOBILE", "phoneNumber"],
    ["Account ID", "accountIds"],
    ["Custom Fields", "customFieldValues"],
  ])("is found by another name: %s", (column, field) => assert.strictEqual(fieldOf(column), field))

  it.each(["Name", "Company", "e.mail", "constructor", "__proto__", ""])("is not guessed: %s", (column) =>
    assert.isUndefined(fieldOf(column)),
  )
})

describe("the problems of columns", () => {
  const messages = (...columns: ReadonlyArray<string>) =>
    problemsOfColumns(matchColumns(columns), 1).map(({ field, message }) => `${field} ${message}`)

  it("name every column that cannot be read", () => {
    assert.deepStrictEqual(messages("E-Mail", "Name", "", "Phone", "mobile"), [
      "Name is not a contact field",
      "column 3 has no name",
      "mobile is the same field as Phone (phoneNumber)",
    ])
    assert.deepStrictEqual(messages("First Name"), ["email column is required"])
    assert.deepStrictEqual(messages("email;phone"), ["email;phone has only one column: separate columns with commas"])
  })
})

describe("a rendered header", () => {
  const lineBreak = fc.constantFrom("\n", "\r\n", "\r")
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  const column = (field: string) =>
    spellingOf(field).chain((text) => fc.constantFrom(text, quoted(text), quoted(`${text}\n`)))
  const cell = fc.oneof(
    fc.constantFrom("", "ada@example.com", '""', '"a\r\nb"', "é", '"a ""b"", c"'),
    fc.nat().map(String),
  )
  const file = fc.record({
    mark: fc.constantFrom("", "\uFEFF"),
    blanks: fc.array(fc.constantFrom("", '""'), { maxLength: 3 }),
    header: fc
      .uniqueArray(field, { minLength: 1 })
      .chain((fields) => fc.tuple(...["email", ...fields.filter((f) => f !== "email")].map(column))),
    rows: fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 4 }),
    lineBreak,
    isEnded: fc.boolean(),
  })

  const readAll = (text: Uint8Array) => Effect.runPromise(Stream.runCollect(readCsv(Stream.make(text))))

  it("changes neither the contacts nor their lines", async () => {
    const property = fc.asyncProperty(file, async ({ mark, blanks, header, rows, lineBreak, isEnded }) => {
      const lines = [...blanks, header.join(","), ...rows.map((row) => row.join(","))]
      const bytes = new TextEncoder().encode(mark + lines.join(lineBreak) + (isEnded ? lineBreak : ""))
      const parsed = await Effect.runPromise(parseCsvHeader(bytes))
      const fields = matchColumns(parsed.columns).map(({ field }) => field ?? "")
      const rendered = new TextEncoder().encode(renderCsvHeader(fields, parsed))
      const [actual, expected] = await Promise.all([
        readAll(Buffer.concat([rendered, bytes.subarray(parsed.length)])),
        readAll(bytes),
      ])
      assert.deepStrictEqual(actual, expected)
    })
    await fc.assert(property)
  })
})
