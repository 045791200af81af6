import { times } from "@bulk-contacts/test-support/times"
import { assert, describe, it } from "@effect/vitest"
import fc from "fast-check"
import { isBlank } from "../../src/domain/Text.ts"
import { inPieces } from "../streams/sources.ts"
import { cellIn, type Dialect, dialect, type Rows, writeTable } from "./support/dialects.ts"
import { readBytes, readPieces } from "./support/read.ts"

/** Names of columns, and the field that their values are to become. */
const columns = [
  ["E-Mail", "email"],
  ["First Name", "firstName"],
  ["Nachname", "lastName"],
  ["source", "source"],
  ["Notes, and more", "notes"],
] as const

const options = { map: { "Notes, and more": "metadata.notes" }, ignore: ["Left; out"] } as const

interface Table {
  readonly header: ReadonlyArray<string>
  readonly rows: Rows
  readonly dialect: Dialect
}

const table: fc.Arbitrary<Table> = fc
  .tuple(dialect, fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 1 }), fc.nat(6))
  .chain(([dialect, chosen, count]) => {
    const kinds = chosen.includes(0) ? chosen : [0, ...chosen]
    const email = fc.constantFrom("ada@example.org", "Bob@Example.ORG", "c+d@example.com")
    const cell = cellIn(dialect.encoding)
    const row = fc.tuple(...kinds.map((kind) => (kind === 0 ? email : cell)))
    return fc.record({
      header: fc.constant(kinds.map((kind) => columns[kind]?.[0] ?? "Left; out")),
      rows: fc.array(row, { minLength: count, maxLength: count }),
      dialect: fc.constant(dialect),
    })
  })

/** Options are valid only if the file has their columns. */
const optionsFor = ({ header, dialect }: Table) => ({
  map: header.includes("Notes, and more") ? options.map : {},
  ignore: header.includes("Left; out") ? options.ignore : [],
  ...(dialect.encoding === "windows-1252" && { encoding: "windows-1252" }),
})

/** A cell of `Notes` may have text that looks like rows of contacts, by which such a table is no table any more. */
const looksLikeRows = ({ rows }: Table) => rows.some((row) => row.slice(0).some((cell) => /[\r\n].*@/s.test(cell)))

const expectedContacts = ({ header, rows }: Table, lines: ReadonlyArray<number>) =>
  rows.map((row, i) => {
    const contact: Record<string, unknown> = {}
    for (const [j, name] of header.entries()) {
      const value = row[j] ?? ""
      const field = columns.find(([column]) => column === name)?.[1]
      if (field === undefined || isBlank(value)) continue
      if (field === "notes") contact["metadata"] = { notes: value }
      else contact[field] = value
    }
    return { line: lines[i + 1], contact }
  })

describe("readCsv", () => {
  it("reads any table in any dialect: every value, and the line of every row", () =>
    fc.assert(
      fc.asyncProperty(table, async (table) => {
        fc.pre(!looksLikeRows(table))
        const { bytes, lines } = writeTable([table.header, ...table.rows], table.dialect)
        const { contacts, header } = await readBytes(bytes, optionsFor(table))
        assert.deepStrictEqual<unknown>(contacts, expectedContacts(table, lines))
        assert.strictEqual(header?.line, lines[0])
        assert.strictEqual(header?.encoding, table.dialect.encoding)
        if (table.header.length > 1) assert.strictEqual(header?.separator, table.dialect.separator)
      }),
      { numRuns: times(150, 400) },
    ))

  it("reads the same wherever the bytes are cut", () =>
    fc.assert(
      fc.asyncProperty(
        table.chain((table) => {
          const { bytes } = writeTable([table.header, ...table.rows], table.dialect)
          return fc.tuple(fc.constant(table), fc.constant(bytes), inPieces(bytes))
        }),
        async ([table, bytes, pieces]) => {
          const [whole, cut] = [await readBytes(bytes, optionsFor(table)), await readPieces(pieces, optionsFor(table))]
          assert.deepStrictEqual(cut, whole)
        },
      ),
      { numRuns: times(50, 150) },
    ))

  it("reads files of many blocks, wherever the bytes are cut", async () => {
    const rows = Array.from({ length: times(2_000, 6_000) }, (_, i) => [
      `user${i}@example.org`,
      `Jürg ${"𝒳".repeat(i % 9)}`,
      `"${i}`,
    ])
    for (const encoding of ["utf-8", "utf-16le", "utf-16be"] as const) {
      const [written] = fc.sample(dialect, { numRuns: 1, seed: 7 })
      const { bytes, lines } = writeTable([["email", "firstName", "source"], ...rows], {
        ...(written as Dialect),
        encoding,
      })
      const expected = rows.map(([email, firstName, source], i) => ({
        line: lines[i + 1],
        contact: { email, firstName, source },
      }))
      for (const pieces of fc.sample(inPieces(bytes), { numRuns: 2, seed: 11 })) {
        assert.deepStrictEqual<unknown>((await readPieces(pieces)).contacts, expected)
      }
    }
  })

  it("gives the same contacts whatever the order of the columns is", () =>
    fc.assert(
      fc.asyncProperty(table, fc.infiniteStream(fc.nat()), async (table, order) => {
        fc.pre(!looksLikeRows(table))
        const ranks = table.header.map(() => order.next().value as number)
        const permutation = [...table.header.keys()].sort((a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0))
        const permute = (row: ReadonlyArray<string>) => permutation.map((i) => row[i] ?? "")
        const read = async (rows: Rows) => {
          const { contacts } = await readBytes(writeTable(rows, table.dialect).bytes, optionsFor(table))
          return contacts.map((item) => ("contact" in item ? item.contact : item))
        }
        assert.deepStrictEqual(
          await read([table.header, ...table.rows].map(permute)),
          await read([table.header, ...table.rows]),
        )
      }),
      { numRuns: times(50, 150) },
    ))
})
