import { truncate, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { NodeServices } from "@effect/platform-node"
import { Effect, FileSystem, Layer, Stdio, Stream } from "effect"
import { assert, describe, it } from "vitest"
import { workbook } from "../../files/test/support/workbook.ts"
import type { ImportFile } from "../src/import/formats/ImportFile.ts"
import { type FileOptions, openFile } from "../src/import/formats/openFile.ts"
import type { Format } from "../src/import/input/Format.ts"
import { findingsText, rejectionText } from "../src/import/messages.ts"
import { temporaryDirectory } from "./support/database.ts"

const stdin = (content: Uint8Array) =>
  Layer.merge(NodeServices.layer, Stdio.layerTest({ stdin: Stream.make(content.subarray(0, 3), content.subarray(3)) }))

/** Opens a file with this name and content; `-` is the standard input. */
const open = async (name: string, content: string | Uint8Array, options?: FileOptions) => {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content
  const path = name === "-" ? name : join(await temporaryDirectory(), name)
  if (name !== "-") await writeFile(path, bytes)
  const read = Effect.gen(function* () {
    const file: ImportFile = yield* openFile(path, options)
    const rows = yield* Stream.runCollect(file.rows)
    const sent = Buffer.concat(yield* Stream.runCollect(file.bytes)).toString()
    const contacts = rows.map((row) => ("contact" in row ? row.contact : row.problem.code))
    return { contacts, sent, size: file.size, findings: file.findings && findingsText(file.name, file.findings) }
  })
  return Effect.runPromise(Effect.result(Effect.provide(Effect.scoped(read), stdin(bytes))))
}

const opened = async (...args: Parameters<typeof open>) => {
  const result = await open(...args)
  if (result._tag === "Failure") throw result.failure
  return result.success
}

/** What the user sees if the file is rejected. */
const rejected = async (...args: Parameters<typeof open>) => {
  const result = await open(...args)
  if (result._tag === "Success") throw new Error("it was opened")
  return result.failure._tag === "ImportRejected"
    ? rejectionText("file", "line", result.failure)
    : result.failure.message
}

const ada = [{ email: "ada@example.org", firstName: "Ada" }]
const csv = "email;firstName\nada@example.org;Ada\n"
const vcf = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:;Ada\r\nEMAIL:ada@example.org\r\nEND:VCARD\r\n"
const sheet = {
  name: "Kontakte",
  rows: [
    ["email", "firstName"],
    ["ada@example.org", "Ada"],
  ],
}

describe("a file of each format", () => {
  it.each<[string, string, FileOptions?]>([
    ["a.csv", csv],
    ["a.TXT", csv],
    ["a.tsv", csv.replaceAll(";", "\t")],
    ["a.vcf", vcf],
    ["a.jsonl", JSON.stringify(ada[0])],
    ["a.ndjson", JSON.stringify(ada[0])],
    ["a.json", JSON.stringify(ada)],
    ["a.dat", csv, { format: "csv" }],
    ["-", csv, { format: "csv" }],
    ["-", vcf, { format: "vcf" }],
    ["-", JSON.stringify(ada), { format: "json" }],
  ])("has its contacts, compressed or not: %s", async (name, content, options) => {
    assert.deepStrictEqual((await opened(name, content, options)).contacts, ada)
    const compressed = name === "-" ? name : `${name}.gz`
    assert.deepStrictEqual((await opened(compressed, gzipSync(content), options)).contacts, ada)
    // Whatever its name says.
    assert.deepStrictEqual((await opened(name, gzipSync(content), options)).contacts, ada)
  })

  it("may be a workbook, which is sent as NDJSON", async () => {
    const bytes = await workbook([sheet])
    for (const [name, content, options] of [
      ["a.xlsx", bytes],
      ["a.xlsx.gz", gzipSync(bytes)],
      ["-", bytes, { format: "xlsx" }],
    ] as const) {
      const { contacts, sent, size, findings } = await opened(name, content, options)
      assert.deepStrictEqual(contacts, ada)
      assert.strictEqual(sent, `${JSON.stringify(ada[0])}\n`)
      assert.strictEqual(size, sent.length)
      assert.match(findings ?? "", /^(a\.xlsx(\.gz)?|standard input) \(sheet Kontakte, header in line 1\)\n/)
    }
  })

  it("counts a row that cannot be read where it is", async () => {
    const torn = `BEGIN:VCARD\r\nEMAIL:eve@example.org\r\n${vcf}`
    const { contacts, sent } = await opened("a.vcf", torn)
    assert.deepStrictEqual(contacts, ["invalid_vcard", ...ada])
    assert.strictEqual(sent, `null\n${JSON.stringify(ada[0])}\n`)
  })
})

describe("what was found out", () => {
  it("about vCards: which address is used", async () => {
    const several = vcf.replace("EMAIL", "EMAIL:eve@example.org\r\nEMAIL;PREF=1")
    assert.strictEqual(
      (await opened("a.vcf", several)).findings,
      [
        "a.vcf (1 vCard)",
        "  EMAIL      → email",
        "  First Name → firstName",
        "  EMAIL: 1 value not stored",
        "  line 1: ada@example.org is used, not eve@example.org",
      ].join("\n"),
    )
  })

  it("about a card with many addresses, in one short line", async () => {
    const addresses = Array.from({ length: 900 }, (_, i) => `EMAIL:a${i}@example.org`)
    const { findings } = await opened("a.vcf", vcf.replace("EMAIL", `${addresses.join("\r\n")}\r\nEMAIL;PREF=1`))
    assert.include(findings, "ada@example.org is used, not a0@example.org, a1@example.org, a2@example.org and 897 more")
    assert.isBelow(findings?.length ?? 0, 500)
  })

  it("about a table with many columns that are not used, in one short line", async () => {
    const names = Array.from({ length: 900 }, (_, i) => `c${i}`)
    const { findings } = await opened("a.csv", `email,${names.join()}\nada@example.org\n`, { ignore: names })
    assert.match(findings ?? "", / {2}not used: c0, c1, .*, c49 and 850 more$/)
  })

  it("about a workbook: its sheet and its hidden rows", async () => {
    const bytes = await workbook([
      { ...sheet, hidden: [2] },
      { name: "Notes", rows: [["a"]] },
    ])
    assert.match(
      await rejected("a.xlsx", bytes),
      / {2}file {2}has several sheets .*"Kontakte", "Notes".*--sheet Kontakte\)$/,
    )
    assert.match(
      await rejected("a.xlsx", bytes, { sheet: "Kontakte" }),
      / {2}line 2 {2}file {2}has 1 hidden row .*\(--include-hidden\) .*\(--skip-hidden\)$/,
    )
    const included = await opened("a.xlsx", bytes, { sheet: "1", hiddenRows: "include" })
    assert.match(included.findings ?? "", /\n {2}1 hidden row included$/)
    assert.deepStrictEqual(included.contacts, ada)
    const skipped = await opened("a.xlsx", bytes, { sheet: "1", hiddenRows: "skip" })
    assert.match(skipped.findings ?? "", /\n {2}1 hidden row left out$/)
    assert.deepStrictEqual(skipped.contacts, [])
  })
})

describe("a file that cannot be read", () => {
  it.each<[string, string | Uint8Array, RegExp]>([
    ["-", csv, /^say what the standard input is: --format csv\|ndjson\|json\|xlsx\|vcf$/],
    [
      "a.csv.gz",
      gzipSync(csv).subarray(0, -10),
      /^a\.csv\.gz: cannot be inflated \(unexpected end of file\): compress it again$/,
    ],
    [
      "a.csv.gz",
      gzipSync("a\n".repeat(9 * 1024 ** 2)),
      /^a\.csv\.gz: inflates to more than 16 GiB, or 300 times its size: inflate it yourself$/,
    ],
    ["a.xlsx", csv, /\/a\.xlsx is not an Excel workbook: if it is CSV, add --format csv$/],
    ["a.csv", "PK\u0003\u0004", /\/a\.csv is an Excel workbook or another zip archive: if .*, add --format xlsx$/],
    ["a.csv.gz", gzipSync("PK\u0003\u0004"), /\/a\.csv\.gz is an Excel workbook .*, add --format xlsx$/],
    ["a.txt", vcf, /\/a\.txt has vCards: add --format vcf$/],
    ["a.json", vcf.toLowerCase(), /\/a\.json has vCards: add --format vcf$/],
    ["a.csv", '\uFEFF[\n {"email":"a@example.org"}]', /\/a\.csv is JSON: add --format json, or --format ndjson if/],
    ["a.txt", '{"email":"a@example.org"}\n', /\/a\.txt is JSON: add --format json, or --format ndjson if/],
    ["a.xlsx", Buffer.from("d0cf11e0a1b11ae1", "hex"), / {2}file {2}is an old Excel file \(\.xls\), or protected by a/],
    ["a.vcf", csv, / {2}file {2}has no vCard: a card begins with BEGIN:VCARD$/],
  ])("is rejected: %s, number %#", async (name, content, message) => {
    assert.match(await rejected(name, content), message)
  })

  it.each<[Format, string, RegExp]>([
    ["xlsx", csv, / {2}file {2}is not an Excel workbook \(\.xlsx\)$/],
    ["csv", "PK\u0003\u0004", / {2}file {2}is an Excel workbook or another zip archive, not CSV: save it as CSV$/],
  ])("is what --format says, whatever its name and its content say: %s", async (format, content, message) => {
    assert.match(await rejected("a.csv", content, { format }), message)
  })

  it("is rejected before it is read if it is JSON that is too large", async () => {
    const path = join(await temporaryDirectory(), "a.json")
    await writeFile(path, "[")
    await truncate(path, 512 * 1024 ** 2)
    const opening = openFile(path, {}).pipe(Effect.scoped, Effect.flip, Effect.provide(stdin(new Uint8Array())))
    assert.deepInclude(await Effect.runPromise(opening), {
      reason: "the file is larger than 512 MiB; NDJSON files have no limit",
    })
  })

  it("leaves no temporary files", async () => {
    const list = Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      return (yield* fs.readDirectory(tmpdir())).filter((name) => /^bulk-contacts-[^-]+$/.test(name))
    }).pipe(Effect.provide(NodeServices.layer))
    const before = await Effect.runPromise(list)
    await opened("-", gzipSync(csv), { format: "csv" })
    await open("-", gzipSync(csv).subarray(0, -10), { format: "csv" })
    assert.deepStrictEqual(await Effect.runPromise(list), before)
  })
})
