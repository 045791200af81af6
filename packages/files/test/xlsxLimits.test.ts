import { InvalidRequest } from "@bulk-contacts/core"
import { times } from "@bulk-contacts/test-support/times"
import { Effect, Stream } from "effect"
import fc from "fast-check"
import { assert, describe, it } from "vitest"
import type { ByteSource } from "../src/ByteSource.ts"
import { readXlsx } from "../src/xlsx/readXlsx.ts"
import { problemsOf, read } from "./support/read.ts"
import { workbook, zip } from "./support/workbook.ts"

const sheet = { name: "a", rows: [["email"], ["a@example.org"]] }

const withSheet = (xml: string) => workbook([sheet], { parts: { "xl/worksheets/sheet1.xml": xml } })

const withParts = (name: string, xml: string) => workbook([sheet], { parts: { [name]: xml } })

const bookOf = (sheets: ReadonlyArray<string>) =>
  workbook(
    sheets.map((_, i) => ({ name: `${i}`, rows: [] })),
    { parts: Object.fromEntries(sheets.map((xml, i) => [`xl/worksheets/sheet${i + 1}.xml`, xml])) },
  )

const rows = (content: string) => `<worksheet><sheetData>${content}</sheetData></worksheet>`

/** Fails as a file does if somebody reads what is not there. */
const strictSource = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  read: (start, end) =>
    Effect.sync(() => {
      assert.isTrue(0 <= start && start <= end && end <= bytes.length, `${start} to ${end}`)
      return bytes.subarray(start, end)
    }),
})

/** An archive whose directory names places after the end of the file. */
const withEntriesAfterEnd = async (): Promise<Uint8Array> => {
  const bytes = (await workbook([sheet])).slice()
  const text = Buffer.from(bytes.buffer)
  for (let at = text.indexOf("PK\u0001\u0002"); at !== -1; at = text.indexOf("PK\u0001\u0002", at + 1)) {
    // The offset of the entry (APPNOTE.TXT 4.3.12).
    text.writeUInt32LE(2 * bytes.length, at + 42)
  }
  return bytes
}

describe("a file that is not a workbook, or that would cost too much", () => {
  it.each<[string, () => Promise<Uint8Array> | Uint8Array, string, RegExp]>([
    ["nothing", () => new Uint8Array(), "invalid_file", /^is not an Excel workbook \(\.xlsx\)$/],
    ["text", () => new TextEncoder().encode("email\na@example.org"), "invalid_file", /^is not an Excel workbook/],
    [
      "an old workbook, or one with a password",
      () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0]),
      "invalid_file",
      /\.xls.*password.*save it as \.xlsx/,
    ],
    ["another zip archive", () => zip({ "a.txt": "a" }), "invalid_file", /^is not an Excel workbook/],
    ["one that is cut off", async () => (await workbook([sheet])).slice(0, -100), "invalid_file", /^is damaged/],
    ["XML that is not valid", () => withSheet("<worksheet><row>"), "invalid_file", /sheet1\.xml" is not valid XML$/],
    [
      "a document type definition",
      () => withSheet(`<!DOCTYPE a [<!ENTITY b "c">]>${rows("<row><c><v>&b;</v></c></row>")}`),
      "invalid_file",
      /document type definition/,
    ],
    ["an entity", () => withSheet(rows("<row><c><v>&b;</v></c></row>")), "invalid_file", /is not valid XML/],
    ["deep XML", () => withSheet(rows("<a>".repeat(100))), "invalid_file", /has more than 64 levels/],
    ["a tag that is too long", () => withSheet(`<a b="${"x".repeat(2_000_000)}"/>`), "too_long", /1048576 characters/],
    [
      "text that is too long",
      () => withSheet(rows(`<row><c><v>${"x".repeat(2_000_000)}`)),
      "too_long",
      /1048576 characters/,
    ],
    ["too many columns", () => withSheet(rows('<row><c r="XFD1"><v>1</v></c></row>')), "too_many_values", /cell XFD1/],
    [
      "a column that does not exist",
      () => withSheet(rows('<row><c r="XFE1"><v>1</v></c></row>')),
      "invalid_file",
      /"XFE1"/,
    ],
    ["a row that does not exist", () => withSheet(rows('<row r="1048577"/>')), "invalid_file", /"1048577"/],
    [
      "a text that does not exist",
      () => withSheet(rows('<row><c r="A1" t="s"><v>9</v></c></row>')),
      "invalid_file",
      /cell A1/,
    ],
    [
      "a part that inflates too much",
      () => {
        const sheet1 = rows(`<row/>${" ".repeat(50_000)}`.repeat(340))
        // Next to a picture, which keeps the whole workbook within its own limit.
        const picture = Array.from({ length: 20_000 }, (_, i) => Math.imul(i, 0x9e3779b1)).join()
        return workbook([sheet], { parts: { "xl/worksheets/sheet1.xml": sheet1, "xl/media/image1.png": picture } })
      },
      "too_large",
      /^has "xl\/worksheets\/sheet1\.xml", which inflates to more than 300 times its size/,
    ],
    [
      "too many parts",
      () => zip(Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`${i}`, ""]))),
      "too_many_values",
      /more than 10000 parts/,
    ],
    [
      "many small parts that inflate too much together",
      () => bookOf(Array.from({ length: 45 }, () => `<worksheet>${" ".repeat(400_000)}</worksheet>`)),
      "too_large",
      /^inflates to more than 300 times its size/,
    ],
    [
      "too many sheets",
      () => bookOf(Array.from({ length: 1001 }, () => "<worksheet/>")),
      "too_many_values",
      /more than 1000 sheets/,
    ],
    [
      "too many formats of cells",
      () => withParts("xl/styles.xml", `<styleSheet><cellXfs>${"<xf/>".repeat(100_001)}`),
      "too_many_values",
      /more than 100000 formats/,
    ],
    [
      "too many formats of numbers",
      () =>
        withParts(
          "xl/styles.xml",
          `<a>${Array.from({ length: 100_001 }, (_, i) => `<numFmt numFmtId="${i}"/>`).join("")}`,
        ),
      "too_many_values",
      /more than 100000 formats/,
    ],
    [
      "too many relationships",
      () => withParts("xl/_rels/workbook.xml.rels", `<Relationships>${"<Relationship/>".repeat(10_001)}`),
      "too_many_values",
      /refers to more than 10000 others/,
    ],
    [
      "sheets that are the same part",
      () =>
        workbook([], {
          parts: {
            "xl/workbook.xml": `<workbook xmlns:r="r">${'<sheet name="a" r:id="a"/>'.repeat(2)}</workbook>`,
            "xl/_rels/workbook.xml.rels":
              '<Relationships><Relationship Id="a" Type="/worksheet" Target="a"/></Relationships>',
          },
        }),
      "invalid_file",
      /several sheets are "xl\/a"/,
    ],
    [
      "a value far to the right in many rows",
      () => withSheet(rows('<row><c r="FAN1"><v>1</v></c></row>'.repeat(5000))),
      "too_large",
      /too many empty columns/,
    ],
    [
      "a long text in many cells",
      () =>
        workbook([{ name: "a", rows: [["x".repeat(32_767)]] }], {
          parts: { "xl/worksheets/sheet1.xml": rows('<row><c t="s"><v>0</v></c></row>'.repeat(1000)) },
        }),
      "too_large",
      /long texts in too many cells/,
    ],
  ])("is rejected: %s", async (_name, file, code, message) => {
    const [problem, ...others] = await problemsOf(await file())
    assert.deepStrictEqual([problem?.field, problem?.code, others], ["body", code, []])
    assert.match(problem?.message ?? "", message)
  })

  it("gives contacts or reasons, whatever its bytes are", async () => {
    const intact = await workbook([sheet])
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(intact.length - 1), fc.nat(255)), { minLength: 1 }),
        async (changes) => {
          const bytes = intact.slice()
          for (const [at, byte] of changes) bytes[at] = byte
          const result = await Effect.runPromise(Effect.result(Stream.runDrain(readXlsx(strictSource(bytes)))))
          if (result._tag === "Failure") assert.instanceOf(result.failure, InvalidRequest)
        },
      ),
      { numRuns: times(50, 100) },
    )
  })

  it("may have many long texts, and values to the right", async () => {
    const longText = (i: number) =>
      Array.from({ length: 3000 }, (_, j) => (7919 * i + 104_729 * j) % 1_000_003).join(" ")
    const notes = Array.from({ length: 300 }, (_, i) => ["a@example.org", ...Array(300).fill(""), longText(i)])
    const bytes = await workbook([{ name: "a", rows: [["email", ...Array(300).fill(""), "notes"], ...notes] }])
    const { contacts } = await read(bytes, { keepRest: true })
    assert.lengthOf(contacts, notes.length)
  })

  it("is not read where it has nothing", async () => {
    const error = await Effect.runPromise(
      Effect.flip(Stream.runDrain(readXlsx(strictSource(await withEntriesAfterEnd())))),
    )
    assert.match(error instanceof InvalidRequest ? (error.problems[0]?.message ?? "") : "", /^is damaged/)
  })

  it("fails with the error of its source", async () => {
    const bytes = await workbook([sheet])
    for (const allowed of [0, 1, 2, 3, 5]) {
      let reads = 0
      const source = {
        size: bytes.length,
        read: (start: number, end: number) =>
          reads++ < allowed ? Effect.succeed(bytes.subarray(start, end)) : Effect.fail("unplugged" as const),
      }
      assert.strictEqual(await Effect.runPromise(Effect.flip(Stream.runDrain(readXlsx(source)))), "unplugged")
    }
  })
})
