import { readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { exportColumns } from "../../src/csv/columns/exportColumns.ts"
import { programs } from "../../src/csv/columns/programs/index.ts"
import { REJECTS_COLUMN } from "../../src/domain/rejectsColumn.ts"

const page = readFileSync(new URL("../../../../docs/csv.md", import.meta.url), "utf8")

/** The rows of a program in the table of values that programs fill in. */
const rowsOf = (program: string) =>
  page
    .split("\n")
    .filter((line) => line.startsWith(`| ${program} |`))
    .map((line) => {
      const [, columns = "", values = ""] = line.replace(/ \|$/, "").split(" | ")
      return { columns: columns.split(", "), values: values.split(", ") }
    })

describe("docs/csv.md", () => {
  it("lists every value that counts as empty", () => {
    for (const { name, fillers = {} } of programs) {
      const documented = Object.fromEntries(
        rowsOf(name).flatMap(({ columns, values }) => columns.map((column) => [column, values])),
      )
      for (const [column, values] of Object.entries(fillers)) {
        assert.deepStrictEqual<unknown>(documented[column], values, `${name}, ${column}`)
      }
    }
  })

  it("names the columns of an export in their order, and that of rejected rows", () => {
    const columns = exportColumns.map((column) => `\`${column}\``)
    const text = page.replaceAll("\n", " ")
    assert.include(text, `${columns.slice(0, -1).join(", ")} and ${columns.at(-1)}`)
    assert.include(text, `\`${REJECTS_COLUMN}\``)
  })
})
