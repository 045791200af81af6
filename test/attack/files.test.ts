import { spawnSync } from "node:child_process"
import { randomBytes } from "node:crypto"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { afterAll, assert, describe, it } from "vitest"
import { workbook } from "../../packages/files/test/support/workbook.ts"

const directory = mkdtempSync(join(tmpdir(), "attack-files-"))
afterAll(() => rmSync(directory, { recursive: true }))

const bin = join(import.meta.dirname, "../../packages/cli/bin/bulk-contacts.js")

/** Imports a file in a process with little memory, to a server that does not exist: a file that is read fails there. */
const importFile = (name: string, content: string | Uint8Array) => {
  const path = join(directory, name)
  writeFileSync(path, content)
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      "--max-old-space-size=192",
      "--conditions=@bulk-contacts/source",
      bin,
      "import",
      path,
      "--url",
      "http://127.0.0.1:1",
    ],
    { encoding: "utf8", env: { PATH: process.env["PATH"], BULK_CONTACTS_KEY: "key" } },
  )
  return { status, stderr }
}

const withSheet = (xml: string) =>
  workbook([{ name: "a", rows: [] }], { parts: { "xl/worksheets/sheet1.xml": `<worksheet><sheetData>${xml}` } })

describe("a file that becomes large", () => {
  it.each<[string, () => Promise<Uint8Array>, RegExp]>([
    [
      "a sheet that inflates a thousand times",
      () => withSheet(`<row>${"<c/>".repeat(10_000_000)}`),
      /300 times its size/,
    ],
    ["a text without an end", () => withSheet(`<row><c><v>${"1".repeat(40_000_000)}`), /1048576 characters/],
    [
      "millions of empty texts",
      () =>
        workbook([{ name: "a", rows: [] }], {
          parts: {
            "xl/sharedStrings.xml": `<sst>${Array.from({ length: 500_000 }, (_, i) => `${"<si/>".repeat(20)}<a b="${i}"/>`).join("")}`,
          },
        }),
      /5000000 different texts/,
    ],
    [
      "values in the last column of many rows",
      () => withSheet('<row><c r="FAN1"><v>1</v></c></row>'.repeat(100_000)),
      /too many empty columns/,
    ],
    [
      "millions of formats",
      () =>
        workbook([{ name: "a", rows: [] }], {
          parts: {
            "xl/styles.xml": `<a><cellXfs>${Array.from({ length: 500_000 }, (_, i) => `${"<xf/>".repeat(20)}<a b="${i}"/>`).join("")}`,
          },
        }),
      /100000 formats/,
    ],
    [
      "thousands of sheets",
      () => workbook(Array.from({ length: 5000 }, (_, i) => ({ name: `${i}`, rows: [] }))),
      /1000 sheets/,
    ],
    [
      "entities that stand for each other",
      () =>
        workbook([], {
          parts: { "xl/workbook.xml": '<!DOCTYPE w [<!ENTITY a "&b;&b;"><!ENTITY b "x">]><workbook>&a;</workbook>' },
        }),
      /document type definition/,
    ],
  ])("is rejected in little memory: %s", async (_name, content, message) => {
    const { status, stderr } = importFile("a.xlsx", await content())
    assert.match(stderr, message)
    assert.strictEqual(status, 2)
  })

  it("is rejected if it is compressed, and inflates to more than 300 times its size", () => {
    const { status, stderr } = importFile("a.csv.gz", gzipSync(`email\n${"\n".repeat(20_000_000)}`))
    assert.match(stderr, /a\.csv\.gz: inflates to more than/)
    assert.strictEqual(status, 2)
  })

  it("is rejected by its columns if it is a vCard with thousands of them, and each card needs the last one", () => {
    const cards = Array.from({ length: 4 }, (_, k) => Array.from({ length: 990 }, (_, i) => `P${k}-${i}:x`).join("\n"))
    const each = (text: string) => `BEGIN:VCARD\nEMAIL:a@example.org\n${text}\nEND:VCARD\n`
    const { status, stderr } = importFile("a.vcf", cards.map(each).join("") + each("P3-989:x").repeat(50_000))
    assert.match(stderr, /and 3,940 more/)
    assert.strictEqual(status, 2)
  })

  it("is read in little memory if it is a vCard with a photo of 20 MB, compressed", () => {
    const photo = `PHOTO;ENCODING=b:${randomBytes(15_000_000).toString("base64")}`
    const { status, stderr } = importFile(
      "a.vcf.gz",
      gzipSync(`BEGIN:VCARD\n${photo}\nEMAIL:a@example.org\nEND:VCARD\n`),
    )
    assert.match(stderr, /line 1: email a@example\.org/)
    assert.strictEqual(status, 1)
  })
})
