import fc from "fast-check"
import { assert, it } from "vitest"
import { type Column, formatTable } from "../src/administration/table.ts"

const columns: ReadonlyArray<Column<{ readonly id: string; readonly name: string | null }>> = [
  { title: "id", value: ({ id }) => id },
  { title: "name", value: ({ name }) => name },
]

it("aligns its columns, as wide as their values", () => {
  const rows = [
    { id: "acme", name: "Acme" },
    { id: "b", name: null },
    { id: "ça", name: "x".repeat(100) },
  ]
  assert.strictEqual(
    formatTable(columns, rows),
    ["ID    NAME", "acme  Acme", "b     -", `ça    ${"x".repeat(59)}…`].join("\n"),
  )
})

it("has one line for each row, whatever is stored, and nothing that a terminal obeys", () => {
  const text = fc.string({ unit: fc.oneof(fc.constantFrom("\n", "\u001b", "\u202e", "\u2028", "\u009b"), fc.string()) })
  fc.assert(
    fc.property(fc.array(fc.record({ id: text, name: text }), { maxLength: 5 }), (rows) => {
      const table = formatTable(columns, rows)
      assert.lengthOf(table.split("\n"), rows.length + 1)
      assert.notMatch(table.replaceAll("\n", ""), /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u)
    }),
  )
})
