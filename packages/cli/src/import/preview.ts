import { checkDefaultCountry, type NormalizedContact, normalizeContact, Problems } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import { oneLine } from "../terminal/printable.ts"
import type { ImportFile } from "./formats/ImportFile.ts"

const ROWS = 3

const MAX_LINE_CHARACTERS = 300

/** The first contacts of a file as they will be stored, one line each. */
export const previewText = Effect.fnUntraced(function* (file: ImportFile, country: string | undefined) {
  const rows = yield* Stream.runCollect(Stream.take(file.rows, ROWS))
  const lines = rows.map((row, i) => {
    const place = file.positions === "line" ? `line ${row.line}` : `contacts[${i}]`
    const text = "problem" in row ? `not valid: ${row.problem.message}` : contactText(row.contact, country)
    const line = oneLine(`${place}: ${text}`)
    return `  ${line.length > MAX_LINE_CHARACTERS ? `${line.slice(0, MAX_LINE_CHARACTERS).toWellFormed()}…` : line}`
  })
  return ["First contacts, as they will be stored:", ...lines].join("\n")
})

const MAX_PROBLEMS = 20

const contactText = (contact: unknown, country: string | undefined): string => {
  const checked = checkDefaultCountry(country)
  const defaultCountry = Result.isSuccess(checked) ? checked.success : null
  const problems = new Problems(MAX_PROBLEMS)
  const normalized = normalizeContact(contact, {}, problems, defaultCountry)
  if (normalized !== null) return fieldsText(normalized)
  // A server may have a default country of its own.
  if (isObject(contact) && problems.items.every(({ code }) => code === "country_code_missing")) {
    const withoutNumber = normalizeContact({ ...contact, phoneNumber: null }, {}, problems, null)
    if (withoutNumber !== null) return fieldsText({ ...withoutNumber, phoneNumber: `${contact["phoneNumber"]}` })
  }
  return `not valid: ${problems.items.map(({ field, message }) => `${field} ${message}`).join("; ")}`
}

const isObject = (value: unknown): value is { readonly [field: string]: unknown } =>
  typeof value === "object" && value !== null

const fieldsText = (contact: { readonly [field in keyof NormalizedContact]: unknown }): string =>
  Object.entries(contact)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([field, value]) => `${field} ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(", ")
