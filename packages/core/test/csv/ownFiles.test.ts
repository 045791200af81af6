import { assert, describe, it } from "@effect/vitest"
import fc from "fast-check"
import { exportColumns } from "../../src/csv/columns/exportColumns.ts"
import { guardFormula, unguardFormula } from "../../src/csv/rows/formulaGuard.ts"
import { REJECTS_COLUMN } from "../../src/domain/rejectsColumn.ts"
import { contactsOf, rejectedColumns } from "./support/read.ts"

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`
const csv = (...rows: ReadonlyArray<ReadonlyArray<string>>) => rows.map((row) => row.map(quoted).join(",")).join("\r\n")

const values: Record<(typeof exportColumns)[number], string> = {
  id: "0198c0de-0000-7000-8000-000000000001",
  email: "ada@example.org",
  firstName: "'=Ada",
  lastName: "''Lovelace",
  phoneNumber: "'+14155552671",
  avatarUrl: "https://example.org/ada.png",
  contactType: "CT123",
  accountIds: '["A123","A456"]',
  source: "'@home",
  customFieldValues: '[{"a":1}]',
  metadata: '{"id":"7"}',
  importId: "0198c0de-0000-7000-8000-000000000002",
  createdAt: "2026-01-01T00:00:00.000Z",
  updatedAt: "2026-01-01T00:00:00.000Z",
}

const contact = {
  email: "ada@example.org",
  firstName: "=Ada",
  lastName: "''Lovelace",
  phoneNumber: "+14155552671",
  avatarUrl: "https://example.org/ada.png",
  contactType: "CT123",
  accountIds: ["A123", "A456"],
  source: "@home",
  customFieldValues: [{ a: 1 }],
  metadata: { id: "7" },
}

const row = exportColumns.map((column) => values[column])

describe("an export of this product", () => {
  it("is read back: its own columns are ignored, and guards are removed", async () => {
    assert.deepStrictEqual<unknown>(await contactsOf(`\uFEFF${csv([...exportColumns], row)}`), [contact])
  })

  it("is recognized by exactly its header", async () => {
    const text = csv(exportColumns.slice(0, -1), row.slice(0, -1))
    assert.deepStrictEqual(await rejectedColumns(text), ["id", "importId", "createdAt"])
    const [kept] = await contactsOf(text, { keepRest: true, ignore: ["metadata"] })
    assert.deepStrictEqual([(kept as any).firstName, (kept as any).phoneNumber], ["'=Ada", "'+14155552671"])
  })
})

describe("a file of rejected rows", () => {
  it("is recognized by its last column, which is ignored; guards are removed", async () => {
    const text = csv(["email", "Vorname", REJECTS_COLUMN], ["ada@example.org", "'=Ada", "email must be …"])
    assert.deepStrictEqual<unknown>(await contactsOf(text), [{ email: "ada@example.org", firstName: "=Ada" }])
  })

  it("of an export of this product is read like that", async () => {
    const text = csv([...exportColumns, REJECTS_COLUMN], [...row, "email must be …"])
    assert.deepStrictEqual<unknown>(await contactsOf(text), [contact])
  })

  it("of another program's export keeps that program's columns", async () => {
    const text = csv(["id", "email", REJECTS_COLUMN], ["7", "ada@example.org", "email must be …"])
    assert.deepStrictEqual(await rejectedColumns(text), ["id"])
    assert.deepStrictEqual<unknown>(await contactsOf(text, { keepRest: true }), [
      { email: "ada@example.org", metadata: { id: "7" } },
    ])
  })
})

describe("guardFormula", () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom("'", "=", "+", "-", "@", "\t", "\r", "a") }))

  it("is undone by unguardFormula, and leaves nothing that a spreadsheet would take for a formula", () => {
    fc.assert(
      fc.property(text, (text) => {
        assert.strictEqual(unguardFormula(guardFormula(text)), text)
        assert.notMatch(guardFormula(text), /^[=+\-@\t\r]/)
      }),
      { numRuns: 2000 },
    )
  })
})
