import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import fc from "fast-check"
import type { CsvSummary, TableHeader } from "../../src/csv/CsvHeader.ts"
import { readTable, type TableOptions } from "../../src/csv/readTable.ts"
import type { DividedRow } from "../../src/csv/TableReader.ts"
import { InvalidRequest } from "../../src/domain/errors.ts"
import { REJECTS_COLUMN } from "../../src/domain/rejectsColumn.ts"
import { readText, withoutDigest } from "./support/read.ts"

const rowsOf = (...rows: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<DividedRow> =>
  rows.map((cells, i) => ({ line: i + 1, cells }))

const read = async (rows: ReadonlyArray<DividedRow>, options?: TableOptions, size = rows.length || 1) => {
  let header: TableHeader | undefined
  const summaries: Array<CsvSummary> = []
  const listener = {
    onHeader: (found: TableHeader) => {
      header = found
    },
    onEnd: (found: CsvSummary) => summaries.push(found),
    keepCells: true,
  }
  const stream = readTable(Stream.rechunk(Stream.fromIterable(rows), size), options, listener)
  const contacts = (await Effect.runPromise(Stream.runCollect(stream))).map(withoutDigest)
  return { contacts, header, summaries }
}

const problemsOf = async (rows: ReadonlyArray<DividedRow>, options?: TableOptions) => {
  const error = await Effect.runPromise(Effect.flip(Stream.runDrain(readTable(Stream.fromIterable(rows), options))))
  if (!(error instanceof InvalidRequest)) throw error
  return error.problems
}

describe("a table that is divided into cells", () => {
  const cell = fc.oneof(fc.constantFrom("", " ", "a", "x@example.org"), fc.string({ unit: "grapheme-ascii" }))

  it("has the contacts of the same table as CSV, in batches of any size", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell)), fc.nat(5), async (rows, size) => {
        const all = [["email", "Vorname", "Firma"], ...rows.map(([a, b, c]) => [`${a}@example.org`, b, c])]
        const text = all.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(",")).join("\r\n")
        const withoutCells = async () =>
          (await read(rowsOf(...all), { keepRest: true }, size + 1)).contacts.map(({ cells, ...item }) => item)
        assert.deepStrictEqual<unknown>(await withoutCells(), (await readText(text, { keepRest: true })).contacts)
      }),
    )
  })

  it("has each row's cells, and tells what was found out once", async () => {
    const rows = rowsOf(["Notes"], ["E-Mail", "E-Mail 2"], ["ada@example.org", "eve@example.org", ""])
    for (const size of [1, 5]) {
      const { contacts, header, summaries } = await read(rows, {}, size)
      assert.deepStrictEqual<unknown>(contacts, [
        { line: 3, contact: { email: "ada@example.org" }, cells: ["ada@example.org", "eve@example.org"] },
      ])
      assert.strictEqual(header?.line, 2)
      assert.deepStrictEqual(summaries, [{ unstored: [{ column: "E-Mail 2", count: 1 }] }])
    }
  })

  it("has rows and cells that cannot be read; a cell of an ignored column does not matter", async () => {
    const problem = { code: "cell_error", message: "shows #N/A" } as const
    const rows = [
      ...rowsOf(["email", "name"]),
      { line: 2, cells: ["a@example.org", "#N/A"], problems: new Map([[1, problem]]) },
      { line: 3, cells: [], problem: { code: "invalid_vcard", message: "is torn" } as const },
      { line: 4, cells: ["d@example.org", "", "7"] },
    ]
    const { contacts } = await read(rows)
    assert.deepStrictEqual<unknown>(contacts, [
      { line: 2, problem, cells: ["a@example.org", "#N/A"] },
      { line: 3, problem: { code: "invalid_vcard", message: "is torn" }, cells: [] },
      {
        line: 4,
        problem: {
          code: "invalid_csv",
          message: "has a value in column 3, but the header has 2 columns: name the column, or delete the value",
        },
        cells: ["d@example.org", "", "7"],
      },
    ])
    const { contacts: ignored } = await read(rows, { ignore: ["name"] })
    assert.deepStrictEqual<unknown>(ignored[0], {
      line: 2,
      contact: { email: "a@example.org" },
      cells: ["a@example.org", "#N/A"],
    })
  })

  it("is rejected by its columns at the end, after its contacts", async () => {
    const rows = rowsOf(["email", "Firma"], ["a@example.org", "ACME"])
    const contacts: Array<unknown> = []
    const failing = Stream.runForEach(readTable(Stream.fromIterable(rows)), (item) =>
      Effect.sync(() => contacts.push(item)),
    )
    const error = await Effect.runPromise(Effect.flip(failing))
    assert.deepStrictEqual(
      error.problems.map(({ line, field, code }) => [line, field, code]),
      [[2, "Firma", "unknown_column"]],
    )
    assert.lengthOf(contacts, 1)
  })

  it("may have its header in a given row, or none", async () => {
    const rows = [
      ...rowsOf(["x@example.org", "email"]),
      { line: 7, cells: ["email", "name"] },
      { line: 9, cells: ["a@example.org", "Ada"] },
    ]
    const { contacts, header } = await read(rows, { header: 7 })
    assert.deepStrictEqual([contacts.length, header?.line], [1, 7])
    assert.strictEqual((await problemsOf(rows, { header: 8 }))[0]?.code, "header_not_found")
    const { contacts: all } = await read(rows.slice(2), { header: "none", map: { 1: "email", 2: "firstName" } })
    assert.deepStrictEqual<unknown>(all[0], {
      line: 9,
      contact: { email: "a@example.org", firstName: "Ada" },
      cells: ["a@example.org", "Ada"],
    })
    assert.strictEqual((await problemsOf(rowsOf(["a", "b"])))[0]?.code, "header_not_found")
  })

  it("may be empty", async () => {
    for (const rows of [[], rowsOf(["", " "])]) {
      const { contacts, header } = await read(rows)
      assert.deepStrictEqual([contacts, header?.columns], [[], []])
    }
  })
})

describe("a file of rejected rows", () => {
  it("has its header in the first row, whatever the options say", async () => {
    const cells = ["1", "2", REJECTS_COLUMN]
    for (const header of ["none", 5] as const) {
      const options = { header, map: { 1: "email" as const }, ignore: ["2"] }
      const { contacts } = await read(rowsOf(cells, ["a@example.org", "x", "why"]), options)
      const csv = await readText(`${cells.join(";")}\na@example.org;x;why\n`, options)
      assert.deepStrictEqual<unknown>(csv.contacts, [{ line: 2, contact: { email: "a@example.org" } }])
      assert.lengthOf(contacts, 1)
    }
  })
})
