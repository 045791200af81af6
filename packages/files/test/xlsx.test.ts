import { readCsv } from "@bulk-contacts/core"
import { times } from "@bulk-contacts/test-support/times"
import { codePoint } from "@bulk-contacts/testing/internal/generators/codePoint"
import { Effect, Stream } from "effect"
import fc from "fast-check"
import { assert, describe, it } from "vitest"
import { blobSource } from "../src/ByteSource.ts"
import { readXlsx } from "../src/xlsx/readXlsx.ts"
import { contactsIn } from "./support/contacts.ts"
import { problemsOf, read } from "./support/read.ts"
import { type Cell, error, type Sheet, styled, type WorkbookOptions, workbook } from "./support/workbook.ts"

const contacts = (rows: Sheet["rows"], options?: WorkbookOptions) => workbook([{ name: "Sheet1", rows }], options)

/** What a cell becomes as metadata. */
const shown = async (cell: Cell, options?: WorkbookOptions) => {
  const bytes = await contacts(
    [
      ["email", "x"],
      ["a@example.org", cell],
    ],
    options,
  )
  const [item] = (await read(bytes, { map: { x: "metadata.x" } })).contacts
  if (item === undefined || !("contact" in item)) return item?.problem
  return (item.contact as any).metadata?.x
}

describe("a workbook", () => {
  const cell = fc.oneof(
    fc.constantFrom("", " ", "_x000D_", "=1+1", "a,b", '"', "&amp;<b>", "line\nbreak", "\r", "\u0001", "]]>"),
    fc.string({ unit: codePoint }).map((text) => text.toWellFormed().replaceAll(/[\0\uFFFE\uFFFF]/g, "")),
  )
  const table = fc.array(fc.tuple(cell, cell, cell), { maxLength: 8 })

  it("has the contacts of the same table as CSV", async () => {
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom("shared", "inline"), async (rows, strings) => {
        const all = [["E-Mail", "First Name", "Firma"], ...rows.map(([a, b, c]) => ["a@example.org", b, c + a])]
        const { contacts: items } = await read(await contacts(all, { strings }), { keepRest: true })
        const csv = all.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(";")).join("\r\n")
        const bytes = Stream.make(new TextEncoder().encode(csv))
        const expected = await Effect.runPromise(
          Stream.runCollect(readCsv(bytes, { keepRest: true, separator: ";", header: 1 })),
        )
        assert.deepStrictEqual(
          contactsIn(items),
          // A line that looks like another row makes a CSV row suspicious, and a cell of a workbook not.
          contactsIn(expected),
        )
      }),
      { numRuns: times(40, 100) },
    )
  })

  it("has rows as the spreadsheet numbers them, with notes above the header and rows that are missing", async () => {
    const rows = [
      ["Exported on Monday"],
      undefined,
      ["Vorname", "E-Mail"],
      ["Ada", "ada@example.org"],
      [],
      ["", "b@example.org"],
    ]
    const { contacts: items, header } = await read(await contacts(rows))
    assert.deepStrictEqual<unknown>(items, [
      { line: 4, contact: { firstName: "Ada", email: "ada@example.org" } },
      { line: 6, contact: { email: "b@example.org" } },
    ])
    assert.deepStrictEqual([header?.line, header?.sheet], [3, "Sheet1"])
  })

  it("is read from a file of a browser", async () => {
    const blob = new Blob([new Uint8Array(await contacts([["email"], ["a@example.org"]]))])
    const items = await Effect.runPromise(Stream.runCollect(readXlsx(blobSource(blob))))
    assert.deepStrictEqual<unknown>(contactsIn(items), [{ email: "a@example.org" }])
  })

  it("may be empty", async () => {
    for (const rows of [[], [["", ""]]]) {
      const { contacts: items, header } = await read(await contacts(rows))
      assert.deepStrictEqual([items, header?.columns], [[], []])
    }
  })
})

describe("a cell", () => {
  it.each<[string, number, string | number, string]>([
    ["leading zeros", 1234, "00000", "01234"],
    ["a country code", 15112345678, '"+49 "0', "+49 15112345678"],
    ["an escaped country code", 15112345678, "+49\\ 0", "+49 15112345678"],
    ["groups of digits", 4155552671, "\\(000\\)\\ 000\\-0000", "(415) 555-2671"],
    ["no format", 4915112345678, 0, "4915112345678"],
    ["no format, and a fraction", 0.1 + 0.2, 0, "0.3"],
    ["no format, and a large number", 1e21, 0, "1E+21"],
    ["a date", 46000, "yyyy-mm-dd", "2025-12-09"],
    ["a German date", 46000, "dd.mm.yyyy", "09.12.2025"],
    ["the date of the computer", 46000, 14, "2025-12-09"],
    ["the date and time of the computer", 46000.75, 22, "2025-12-09 18:00"],
    ["a month in a language", 46000, "[$-407]d. mmmm yyyy", "9. Dezember 2025"],
    ["hours", 1.5, "[h]:mm", "36:00"],
    ["a percentage", 0.255, 10, "25.50%"],
    ["sections", -5, "0;(0)", "(5)"],
    ["nothing", 5, ";;;", "undefined"],
  ])("shows a number in its format: %s", async (_name, value, format, expected) => {
    assert.strictEqual(String(await shown(styled(value, 1), { formats: [format] })), expected)
  })

  it("shows dates that count from 1904", async () => {
    assert.strictEqual(await shown(styled(46000 - 1462, 1), { formats: ["yyyy-mm-dd"], date1904: true }), "2025-12-09")
  })

  it.each<[string, Cell, string]>([
    ["a boolean", { attributes: 't="b"', content: "<v>1</v>" }, "TRUE"],
    ["the text of a formula", { attributes: 't="str"', content: "<f>A1</f><v>a_x000D_b</v>" }, "a\rb"],
    ["the number of a formula", { content: "<f>SUM(A1)</f><v>42</v>" }, "42"],
    ["a date of ISO 8601", { attributes: 't="d"', content: "<v>2026-03-05T00:00:00</v>" }, "2026-03-05"],
    [
      "rich text, without its pronunciation",
      { attributes: 't="inlineStr"', content: "<is><r><t>東</t></r><r><t>京</t></r><rPh><t>トウキョウ</t></rPh></is>" },
      "東京",
    ],
    ["text with a format", { attributes: 't="inlineStr" s="1"', content: "<is><t>7</t></is>" }, "no. 7"],
    ["nothing", { content: "" }, "undefined"],
    ["an empty formula", { attributes: 't="str"', content: "<f>A1</f><v></v>" }, "undefined"],
  ])("shows what it has: %s", async (_name, cell, expected) => {
    assert.strictEqual(String(await shown(cell, { formats: ['"no. "@'] })), expected)
  })

  it.each<[string, Cell, string, RegExp]>([
    ["an error", error("#N/A"), "cell_error", /^shows #N\/A in cell B2: correct its formula, or empty the cell$/],
    ["no number", { content: "<v>x</v>" }, "cell_error", /cell B2/],
    ["a format that cannot be read", styled(5, 1), "cell_error", /format cannot be read/],
    [
      "a formula that was never calculated",
      { content: "<f>A1</f><v></v>" },
      "cell_error",
      /^has a formula without its result in cell B2: open the workbook in a spreadsheet program and save it$/,
    ],
    ["too much text", "x".repeat(32_768), "too_long", /^has more than 32767 characters in cell B2$/],
  ])("is a problem of its row, unless its column is ignored: %s", async (_name, cell, code, message) => {
    const bytes = await contacts(
      [
        ["email", "x"],
        ["a@example.org", cell],
      ],
      { formats: ['0"'] },
    )
    const [item] = (await read(bytes, { map: { x: "metadata.x" } })).contacts
    if (item === undefined || !("problem" in item)) throw new Error("no problem")
    assert.deepStrictEqual([item.line, item.problem.code], [2, code])
    assert.match(item.problem.message, message)
    assert.deepStrictEqual<unknown>(contactsIn((await read(bytes, { ignore: ["x"] })).contacts), [
      { email: "a@example.org" },
    ])
  })

  it("may have no reference, and a prefix before its element", async () => {
    const parts = {
      "xl/worksheets/sheet1.xml":
        '<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>email</x:t></x:is></x:c></x:row><x:row><x:c t="inlineStr"><x:is><x:t>a@example.org</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>',
    }
    const { contacts: items } = await read(await workbook([{ name: "a", rows: [] }], { parts }))
    assert.deepStrictEqual<unknown>(items, [{ line: 2, contact: { email: "a@example.org" } }])
  })
})

describe("cells without references", () => {
  const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`
  const sheet = (...rows: ReadonlyArray<string>) =>
    workbook([{ name: "a", rows: [] }], {
      parts: {
        "xl/worksheets/sheet1.xml": `<worksheet><sheetData>${rows.map((cells) => `<row>${cells}</row>`).join("")}</sheetData></worksheet>`,
      },
    })

  it("follow the cells before them, empty ones too", async () => {
    const bytes = await sheet(
      text("email") + text("firstName") + text("lastName"),
      `${text("a@example.org")}<c/>${text("Lovelace")}`,
      `<c r="A3"/><c r="B3" t="inlineStr"><is><t>Bea</t></is></c>${text("Ray")}`,
    )
    const { contacts: items } = await read(bytes)
    assert.deepStrictEqual<unknown>(items, [
      { line: 2, contact: { email: "a@example.org", lastName: "Lovelace" } },
      { line: 3, contact: { firstName: "Bea", lastName: "Ray" } },
    ])
  })

  it("may be as many as are empty", async () => {
    const { contacts: items } = await read(await sheet(text("email"), text("a@example.org") + "<c/>".repeat(5000)))
    assert.deepStrictEqual<unknown>(contactsIn(items), [{ email: "a@example.org" }])
  })
})

describe("several sheets", () => {
  const notes = { name: "Notizen", rows: [["nur Text"]] }
  const people = { name: "Kontakte", rows: [["E-Mail"], ["a@example.org"]] }
  const empty = { name: "leer", rows: [["", " "]] }

  it("with rows are listed, and the one with contacts is proposed", async () => {
    const hidden = { ...people, name: "2", state: "hidden" as const }
    const bytes = await workbook([empty, notes, people, hidden])
    assert.deepStrictEqual(await problemsOf(bytes), [
      {
        field: "body",
        code: "sheet_required",
        message:
          'has several sheets with rows ("Notizen", "Kontakte", "2" (hidden)): say which one (sheet: "Kontakte")',
      },
    ])
    for (const sheet of ["Kontakte", " kontakte ", "3", "2"]) {
      assert.deepStrictEqual<unknown>(contactsIn((await read(bytes, { sheet })).contacts), [{ email: "a@example.org" }])
    }
    const [problem] = await problemsOf(bytes, { sheet: "Kontakt" })
    assert.deepStrictEqual([problem?.field, problem?.code], ["sheet", "invalid_value"])
    assert.include(problem?.message, 'there is "leer", "Notizen", "Kontakte"')
  })

  it("are not all read to name some of them", async () => {
    const many = Array.from({ length: 30 }, (_, i) => ({ ...notes, name: `n${i}` }))
    const [problem] = await problemsOf(await workbook([...many, people]))
    assert.match(problem?.message ?? "", /"n19", …\): say which one \(sheet: "n0"\)$/)
  })

  it("of which one has rows need no choice", async () => {
    const { header, contacts: items } = await read(await workbook([empty, people]))
    assert.deepStrictEqual([header?.sheet, items.length], ["Kontakte", 1])
  })
})

describe("hidden rows", () => {
  const sheet = { name: "a", rows: [["email", "Firma"], ["a@example.org"], ["b@example.org"], [""]], hidden: [3, 4] }

  it("reject the file, next to other reasons, unless the options say what to do", async () => {
    const [problem, ...others] = await problemsOf(await workbook([sheet]))
    assert.deepStrictEqual([problem?.code, problem?.line, others], ["hidden_rows", 3, []])
    assert.match(
      problem?.message ?? "",
      /^has 1 hidden row in the sheet "a": .*\(hiddenRows: "include"\).*\(hiddenRows: "skip"\)$/,
    )
    const both = await problemsOf(await workbook([{ ...sheet, rows: [...sheet.rows, ["c@example.org", "ACME"]] }]))
    assert.deepStrictEqual(
      both.map(({ code }) => code),
      ["unknown_column", "hidden_rows"],
    )
  })

  it.each([
    ["include", 2],
    ["skip", 1],
  ] as const)("are counted: %s", async (hiddenRows, expected) => {
    const { contacts: items, summary } = await read(await workbook([sheet]), { hiddenRows })
    assert.deepStrictEqual([items.length, summary?.hiddenRows], [expected, 1])
  })
})
