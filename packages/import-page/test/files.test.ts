import * as Stream from "effect/Stream"
import { assert, describe, it } from "vitest"
import { listLabels } from "../src/components/listLabels.ts"
import type { OpenOptions, Plan } from "../src/protocol.ts"
import { de } from "../src/texts/de.ts"
import { Session } from "../src/worker/Session.ts"
import { MAX_ROWS } from "../src/worker/source/limits.ts"
import { RowStore } from "../src/worker/source/RowStore.ts"
import { addAll } from "../src/worker/source/readBlob.ts"

const open = async (name: string, content: string | Uint8Array, how: Partial<OpenOptions> = {}) => {
  const session = new Session(() => {})
  const file = new Blob([content as Uint8Array<ArrayBuffer>])
  const opened = await session.open(file, { name, ...how })
  const check = (plan: Partial<Plan> = {}) =>
    session.check({ header: undefined, map: opened.proposed, ignore: [], country: "", changes: [], ...plan })
  const rows = async () => (await session.rows("all", 0, 100)).rows
  return { session, opened, check, rows }
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    ({ code }) => code,
  )

describe("a file", () => {
  it("has the row numbers of a spreadsheet, whatever is above its header and in its cells", async () => {
    const content = 'Messe;Köln\n\nE-Mail;Notiz\r\na@example.org;"1\r\n2\n3"\n\nnonsense;x\nA@example.org;y\n'
    const { session, opened, check, rows } = await open("notes.csv", content)
    // What the command line calls the header is a line of the file.
    assert.strictEqual(opened.headerLine, 3)
    await check({ map: { Notiz: "metadata.Notiz" } })
    const shown = await rows()
    assert.deepStrictEqual(
      shown.map(({ number, repeats }) => [number, repeats]),
      [
        [4, undefined],
        [6, undefined],
        [7, 4],
      ],
    )
    const rejects = await (await session.download("rejected", listLabels(de))).text()
    assert.strictEqual(
      rejects,
      "E-Mail;Notiz;bulk-contacts problem\r\nnonsense;x;E-Mail muss eine E-Mail-Adresse sein\r\n",
    )
  })

  it("has the row numbers of its sheet", async () => {
    const { workbook } = await import("../../files/test/support/workbook.ts")
    const rows = [["Messe"], undefined, ["E-Mail", "Firma"], ["a@example.org", "1\n2"], ["b@example.org", "B"]]
    const file = await open("notes.xlsx", await workbook([{ name: "Kontakte", rows }]))
    await file.check({ ignore: ["Firma"] })
    assert.deepStrictEqual(
      (await file.rows()).map(({ number }) => number),
      [4, 5],
    )
  })

  it("has several columns for one field, of which each row uses the first with a value", async () => {
    const content =
      "E-mail Address,Home Phone,Mobile Phone\na@example.org,,+49 30 901820\nb@example.org,+49 30 901821,+49 30 901822\n"
    const { check, rows } = await open("outlook.csv", content)
    const { columns } = await check()
    assert.deepStrictEqual(
      columns.map(({ target, unstored, samples }) => [target, unstored, samples.length]),
      [
        ["email", 0, 2],
        ["phoneNumber", 0, 1],
        ["phoneNumber", 1, 2],
      ],
    )
    const [first, second] = await rows()
    assert.deepStrictEqual(
      [first?.cells[2], second?.cells[1], second?.cells[2]],
      [
        { original: "+49 30 901820", stored: "+4930901820" },
        { original: "+49 30 901821", stored: "+4930901821" },
        { original: "+49 30 901822", isUnused: true },
      ],
    )
  })

  it("of vCards says which address is used, and which cards have none", async () => {
    const card = (version: string, ...lines: ReadonlyArray<string>) =>
      ["BEGIN:VCARD", `VERSION:${version}`, ...lines, "END:VCARD", ""].join("\r\n")
    const content = [
      card("2.1", "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=BC=\r\nrgen", "EMAIL:j@example.org"),
      card("3.0", "FN:Ada Lovelace", "EMAIL:ada@exam", " ple.org", "EMAIL:private@example.org", "PHOTO:x"),
      card("4.0", "FN:Nobody", "TEL:+4930901820"),
    ].join("")
    const { opened, check, rows } = await open("cards.vcf", content)
    assert.deepStrictEqual(opened.notes, [
      { kind: "cards", count: 3, withoutAddress: 1 },
      { kind: "choice", line: 7, used: "ada@example.org", notUsed: ["private@example.org"] },
    ])
    const { counts } = await check()
    assert.deepInclude(counts, { valid: 2 })
    const stored = (await rows()).map(({ cells }) => cells.map(({ stored, original }) => stored ?? original))
    assert.includeMembers(stored[0] ?? [], ["j@example.org"])
    assert.match(stored[0]?.join(" ") ?? "", /Jürgen/)
  })
})

describe("a file with more columns than can be read", () => {
  const columns = (count: number) => ["email", ...Array.from({ length: count - 1 }, (_, i) => `column ${i}`)]
  const csv = (count: number) => `${columns(count)}\na@example.org${",x".repeat(count - 1)}\n`

  it("is refused, whether its columns have names or not", async () => {
    assert.strictEqual(await codeOf(open("wide.csv", csv(4097))), "tooManyColumns")
    const unnamed = await open("wide.csv", `a@example.org${",x".repeat(4999)}\n`)
    assert.strictEqual(await codeOf(unnamed.check()), "tooManyColumns")
    const contact = Object.fromEntries(columns(4097).map((name) => [name, "x"]))
    const { check } = await open("wide.ndjson", JSON.stringify(contact))
    assert.strictEqual(await codeOf(check()), "tooManyColumns")
  })

  it("is refused if the header that was chosen has them", async () => {
    const { check } = await open("wide.csv", `email,name\na@example.org,Ada\nb@example.org${",x".repeat(4096)}\n`)
    await check()
    assert.strictEqual(await codeOf(check({ header: 3 })), "tooManyColumns")
  })

  it("is read if it has as many as can be read", async () => {
    const { opened, check } = await open("wide.csv", csv(4096))
    assert.lengthOf(opened.names, 4096)
    assert.lengthOf((await check()).columns, 4096)
  })
})

describe("a file that is too large for a browser", () => {
  const many = (row: string, rows: number) => row.repeat(rows)
  it.each([
    ["rows.csv", () => `email\n${many("a\n", MAX_ROWS + 1)}`],
    ["rows.ndjson", () => many('"a"\n', MAX_ROWS + 1)],
    ["rows.json", () => `[${many('"a",', MAX_ROWS)}"a"]`],
  ])("is refused: %s", async (name, content) => {
    assert.strictEqual(await codeOf(open(name, content())), "tooLargeForBrowser")
  })

  it("is refused if it has few rows but much text", async () => {
    const cell = "x".repeat(1_000_000)
    const rows = (count: number) =>
      Stream.fromIterable(Array.from({ length: count }, (_, line) => ({ line, cells: [cell] })))
    const add = (count: number) => addAll(new RowStore(), rows(count), () => {})
    assert.strictEqual(await codeOf(add(151)), "tooLargeForBrowser")
    assert.strictEqual(await codeOf(add(150)), undefined)
  })

  it("is not refused if it has as many rows as a browser takes", async () => {
    const { opened } = await open("rows.csv", `email\n${many("a\n", MAX_ROWS)}`)
    assert.strictEqual(opened.rows, MAX_ROWS)
  })
})
