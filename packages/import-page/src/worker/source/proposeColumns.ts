import type { ColumnTarget } from "@bulk-contacts/core"
import type { Header } from "./findHeader.ts"
import type { SourceFile } from "./SourceFile.ts"

const address = /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/
const phone = /^[+(]?[\d()/.\s-]{6,}$/

/** What the columns of a file without a header seem to be, by their values: an address, a number, then the names. */
export const proposeColumns = ({ store }: SourceFile, { line, names }: Header): Record<string, ColumnTarget> => {
  if (line !== null) return {}
  const sample = Array.from({ length: Math.min(200, store.length) }, (_, i) => store.cellsOf(i))
  const count = (column: number, test: RegExp) =>
    sample.filter((cells) => test.test((cells[column] ?? "").trim())).length
  const columns = names.map((_, i) => i)
  const best = (test: RegExp) => {
    const [first] = columns.toSorted((a, b) => count(b, test) - count(a, test))
    return first !== undefined && count(first, test) > 0 ? first : undefined
  }
  const email = best(address)
  if (email === undefined) return {}
  const number = best(phone)
  const texts = columns.filter((i) => i !== email && i !== number && count(i, /\p{L}/u) > sample.length / 2)
  const proposed: Record<string, ColumnTarget> = { [names[email] ?? ""]: "email" }
  if (number !== undefined && number !== email) proposed[names[number] ?? ""] = "phoneNumber"
  if (texts.length === 1) proposed[names[texts[0] ?? 0] ?? ""] = "fullName"
  else {
    for (const [i, target] of (["firstName", "lastName"] as const).entries()) {
      const column = texts[i]
      if (column !== undefined) proposed[names[column] ?? ""] = target
    }
  }
  return proposed
}
