import { format, isDateFormat } from "numfmt"

/** The longest code that Excel accepts. */
const MAX_CODE_CHARACTERS = 255

/** Days between the two beginnings that dates may have. */
const DAYS_TO_1904 = 1462

const options = { nbsp: false, dateErrorThrows: true } as const

/** The text that a number or a text shows in a format; null if it cannot be shown. */
export const formatValue = (value: number | string, code: string, hasDatesFrom1904: boolean): string | null => {
  if (code === "General" || code === "") return typeof value === "number" ? formatGeneral(value) : value
  if (typeof value === "string" && !code.includes("@") && !code.includes(";")) return value
  if (code.length > MAX_CODE_CHARACTERS) return null
  try {
    const days = typeof value === "number" && hasDatesFrom1904 && isDateFormat(code) ? DAYS_TO_1904 : 0
    return format(code, typeof value === "number" ? value + days : value, options)
  } catch {
    return null
  }
}

/** Spreadsheets calculate with 15 digits. */
const DIGITS = 15

/**
 * All digits of a number. What a spreadsheet shows depends on the width of the column: `4.91511E+12` for a phone number of 13
 * digits.
 */
const formatGeneral = (value: number): string => {
  const rounded = Number(value.toPrecision(DIGITS))
  const size = Math.abs(rounded)
  return rounded === 0 || (size >= 1e-6 && size < 1e21) ? String(rounded) : format("General", rounded, options)
}
