import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import fc from "fast-check"
import type { RowsLayout } from "../../src/csv/RowReader.ts"
import { readRows } from "../../src/csv/readRows.ts"
import { readTable } from "../../src/csv/readTable.ts"
import type { DividedRow } from "../../src/csv/TableReader.ts"
import { cellIn, dialect, writeTable } from "./support/dialects.ts"
import { readBytes, withoutDigest } from "./support/read.ts"

const divide = async (bytes: Stream.Stream<Uint8Array>, options?: { encoding?: string; separator?: string }) => {
  let layout: RowsLayout | undefined
  const onLayout = (found: RowsLayout) => {
    layout = found
  }
  const rows = await Effect.runPromise(Stream.runCollect(readRows(bytes, options, { onLayout })))
  return { rows, layout }
}

const contactsOf = async (rows: ReadonlyArray<DividedRow>) =>
  (await Effect.runPromise(Stream.runCollect(readTable(Stream.fromIterable(rows))))).map(withoutDigest)

const cut = (bytes: Uint8Array, size: number) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size))

const text = (content: string) => Stream.make(new TextEncoder().encode(content))

describe("a file that is divided into rows first", () => {
  it("has the contacts that it has as a whole, whoever wrote it, in pieces of any size", async () => {
    const file = dialect.chain((written) => {
      const email = fc.constantFrom("ada@example.org", "Bob@Example.ORG", "no address")
      const rows = fc.array(fc.tuple(email, cellIn(written.encoding)), { maxLength: 5 })
      return fc.record({ written: fc.constant(written), rows, size: fc.integer({ min: 1, max: 100 }) })
    })
    await fc.assert(
      fc.asyncProperty(file, async ({ written, rows, size }) => {
        const { bytes } = writeTable([["E-Mail", "Nachname"], ...rows], written)
        const options = written.encoding === "windows-1252" ? { encoding: "windows-1252" } : {}
        const whole = await readBytes(bytes, options)
        const divided = await divide(Stream.fromIterable(cut(bytes, size)), options)
        assert.deepStrictEqual(await contactsOf(divided.rows), whole.contacts)
        const { encoding, separator } = whole.header ?? {}
        assert.deepStrictEqual(divided.layout, { encoding, separator } as RowsLayout)
      }),
    )
  })

  it("reports a row inside a quoted cell, as a file that is read as a whole does", async () => {
    const content = 'email;note\na@example.org;"open\nb@example.org;lost"\n'
    const { rows } = await divide(text(content))
    const [problem] = await contactsOf(rows)
    assert.include(JSON.stringify(problem), "close the quote in line 2")
  })

  it("is divided where addresses are set apart if it has no header", async () => {
    const { rows, layout } = await divide(text("ada@example.org\tLovelace, Ada\ngrace@example.org\tHopper, Grace\n"))
    assert.strictEqual(layout?.separator, "\t")
    assert.deepStrictEqual(rows[0]?.cells, ["ada@example.org", "Lovelace, Ada"])
  })

  it("keeps the numbers of its rows below blank ones and a line that names the separator", async () => {
    const { rows } = await divide(text("sep=|\nemail|name\n\n \na@example.org|A\n"))
    assert.deepStrictEqual(
      rows.map(({ line }) => line),
      [2, 5],
    )
  })
})
