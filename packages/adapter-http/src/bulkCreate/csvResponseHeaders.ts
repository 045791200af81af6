import type { CsvHeader, CsvSummary } from "@bulk-contacts/core"

/** What was detected about a CSV body, and which of its values were not stored. */
export interface CsvReport {
  header: CsvHeader | undefined
  summary: CsvSummary | undefined
}

/** Clients and proxies accept some kilobytes of headers. */
const MAX_CHARACTERS = 2000

/** The headers that report it, as structured fields (RFC 9651). */
export const csvResponseHeaders = ({ header, summary }: CsvReport): Record<string, string> => ({
  ...(header !== undefined && { "csv-dialect": dialectOf(header) }),
  ...(summary !== undefined && summary.unstored.length > 0 && { "csv-not-stored": unstoredOf(summary) }),
})

const dialectOf = ({ encoding, separator, line }: CsvHeader): string =>
  `encoding=${encoding}, separator=${separator === "\t" ? "tab" : displayString(separator)}, header=${line ?? "?0"}`

/** Columns that would make the header too long are counted as `others`. */
const unstoredOf = ({ unstored }: CsvSummary): string => {
  const members: Array<string> = []
  let length = 0
  let others = 0
  for (const { column, count } of unstored) {
    const member = `${displayString(column.slice(0, 100).toWellFormed())};values=${count}`
    length += member.length
    if (length > MAX_CHARACTERS) others += count
    else members.push(member)
  }
  return [...members, ...(others > 0 ? [`others;values=${others}`] : [])].join(", ")
}

/** RFC 9651 §3.3.8: text of any characters. */
const displayString = (text: string): string => {
  if (/^[ !#-[\]-~]*$/.test(text)) return `"${text}"`
  const encoded = Array.from(new TextEncoder().encode(text), (byte) =>
    byte < 0x20 || byte > 0x7e || byte === 0x25 || byte === 0x22
      ? `%${byte.toString(16).padStart(2, "0")}`
      : String.fromCharCode(byte),
  )
  return `%"${encoded.join("")}"`
}
