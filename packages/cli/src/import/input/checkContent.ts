import type { Format } from "./Format.ts"

/** How many bytes at the beginning of a file are looked at. */
export const BEGINNING_BYTES = 64

/**
 * What the first bytes of a file say against the format that its name says, and the option that resolves it. Undefined if
 * nothing does, which does not make the file valid.
 */
export const contradictionOf = (format: Format, beginning: Uint8Array): string | undefined => {
  const text = Buffer.from(beginning).toString("latin1").replace(/^ï»¿/, "").trimStart()
  const isZip = text.startsWith("PK\u0003\u0004")
  if (isZip && format !== "xlsx")
    return "is an Excel workbook or another zip archive: if it is a workbook, add --format xlsx"
  // Excel's old files, and those with a password, are named by the reader of workbooks.
  if (format === "xlsx" && !isZip && !text.startsWith("\u00d0\u00cf\u0011\u00e0")) {
    return "is not an Excel workbook: if it is CSV, add --format csv"
  }
  if (format !== "vcf" && /^begin:vcard/i.test(text)) return "has vCards: add --format vcf"
  if (format === "csv" && /^(?:\{\s*"|\[\s*[{"])/.test(text)) {
    return "is JSON: add --format json, or --format ndjson if each line is a contact"
  }
  return undefined
}
