import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import fc from "fast-check"
import { InvalidRequest } from "../../src/domain/errors.ts"
import { readCsv } from "../../src/streams/csv.ts"
import { collect, inPieces, utf8 } from "./sources.ts"

const readText = (text: string) => collect(readCsv(Stream.make(utf8(text))))
const refused = (text: string) => Effect.runPromise(Effect.flip(Stream.runDrain(readCsv(Stream.make(utf8(text))))))

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`
const needsQuotes = /[",\r\n]/
const lines = (cells: ReadonlyArray<string>) =>
  cells.reduce((count, cell) => count + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 1)

const columns = fc
  .shuffledSubarray(["firstName", "lastName", "source", "avatarUrl"])
  .map((others) => ["email", ...others])

/** Any text, often with what CSV is sensitive to. */
const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom("a", " ", ",", '"', "\n", "\r\n", ";", "é", "𠮷") }),
  fc.string({ unit: "grapheme" }),
)

interface Table {
  readonly header: ReadonlyArray<string>
  readonly rows: ReadonlyArray<ReadonlyArray<string>>
  readonly pieces: ReadonlyArray<Uint8Array>
}

const table: fc.Arbitrary<Table> = columns.chain((header) =>
  fc
    .tuple(
      fc.array(fc.array(cell, { minLength: header.length, maxLength: header.length })),
      fc.constantFrom("\n", "\r\n"),
      fc.boolean(),
      fc.boolean(),
      fc.boolean(),
    )
    .chain(([rows, end, endsLast, hasMark, quotesAll]) => {
      const encode = (text: string) => (quotesAll || needsQuotes.test(text) ? quoted(text) : text)
      const text = [header, ...rows].map((row) => row.map(encode).join(",")).join(end)
      return inPieces(utf8((hasMark ? "\uFEFF" : "") + text + (endsLast ? end : ""))).map((pieces) => ({
        header,
        rows,
        pieces,
      }))
    }),
)

describe("readCsv", () => {
  it("reads any table, wherever its bytes are cut: empty cells are absent, and each row has its line", () =>
    fc.assert(
      fc.asyncProperty(table, async ({ header, rows, pieces }) => {
        let line = 1 + lines([])
        const expected: Array<unknown> = []
        for (const row of rows) {
          const cells = header.map((column, i) => [column, row[i] ?? ""] as const).filter(([, text]) => text !== "")
          if (cells.length > 0) expected.push({ line, contact: Object.fromEntries(cells) })
          line += lines(row)
        }
        assert.deepStrictEqual<unknown>(await collect(readCsv(Stream.fromIterable(pieces))), expected)
      }),
      { numRuns: 300 },
    ))

  it("reads JSON where a value is an object or an array, and leaves other text for the rules of the field", async () => {
    const text = [
      "email,accountIds,metadata,customFieldValues",
      'a@x.org,A1,"{""a"":1}","[{""b"":2}]"',
      'b@x.org,"[""A1"",""A2""]",no JSON,"{"',
    ]
    assert.deepStrictEqual<unknown>(await readText(text.join("\n")), [
      { line: 2, contact: { email: "a@x.org", accountIds: "A1", metadata: { a: 1 }, customFieldValues: [{ b: 2 }] } },
      {
        line: 3,
        contact: { email: "b@x.org", accountIds: ["A1", "A2"], metadata: "no JSON", customFieldValues: "{" },
      },
    ])
  })

  it("refuses columns that are no fields, are there twice or are missing, before it reads a contact", async () => {
    const refusal = await refused("firstName,e-mail,__proto__,firstName\nAda,ada@example.com,,\n")
    assert.isTrue(refusal instanceof InvalidRequest)
    assert.deepStrictEqual<unknown>(refusal.problems, [
      { line: 1, field: "e-mail", code: "unknown_property", message: "is not a known property" },
      { line: 1, field: "__proto__", code: "unknown_property", message: "is not a known property" },
      { line: 1, field: "firstName", code: "duplicate_column", message: "appears twice" },
      { line: 1, field: "email", code: "required", message: "is required" },
    ])
  })

  it("takes other names for columns", async () => {
    const bytes = Stream.make(utf8("E-Mail\nada@example.com"))
    const fieldOf = (column: string) => (column === "E-Mail" ? "email" : column)
    assert.deepStrictEqual<unknown>(await collect(readCsv(bytes, fieldOf)), [
      { line: 2, contact: { email: "ada@example.com" } },
    ])
  })

  it("names a row with too few or too many cells, and reads on", async () => {
    assert.deepStrictEqual<unknown>(await readText("email,source\na@x.org\nb@x.org,x\nc@x.org,x,y\n\n,\n"), [
      { line: 2, problem: { code: "invalid_csv", message: "has 1 cells but the header has 2" } },
      { line: 3, contact: { email: "b@x.org", source: "x" } },
      { line: 4, problem: { code: "invalid_csv", message: "has 3 cells but the header has 2" } },
    ])
  })

  it("names a row whose quotes are wrong, behind which nothing can be read", async () => {
    const contacts = await readText('email,source\na@x.org,x\nb@x.org,"x"y\nc@x.org,x\n')
    assert.deepStrictEqual<unknown>(contacts[0], { line: 2, contact: { email: "a@x.org", source: "x" } })
    assert.match(
      JSON.stringify(contacts[1]),
      /"line":3,"problem":{"code":"invalid_csv","message":"is not valid CSV: .*Later lines were not read"/,
    )
    assert.lengthOf(contacts, 2)
    assert.match(JSON.stringify(await readText('email\n"a@x.org\n')), /"line":2,"problem":{"code":"invalid_csv"/)
  })

  it("is empty where there is nothing but a header, or nothing at all", async () => {
    for (const text of ["", "\n", "email", "email\r\n"]) assert.deepStrictEqual(await readText(text), [])
  })
})
