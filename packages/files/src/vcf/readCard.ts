import * as Result from "effect/Result"
import { FileRejected } from "../FileRejected.ts"
import type { Card } from "./CardReader.ts"
import { componentsOf, decodeValue, textOf } from "./decodeValue.ts"
import type { Property } from "./Property.ts"
import { isTechnical, notForSpeaking, structured } from "./propertyNames.ts"

/** A value of a card, and the column that it belongs to. */
interface CardValue {
  readonly column: string
  readonly text: string
}

/** The values of a card; those of one column in the order of preference. */
export interface CardValues {
  readonly line: number
  readonly values: ReadonlyArray<CardValue>
  /** Why the card cannot be read. */
  readonly problem?: string
}

/** The encoding of properties that do not name their own. */
export interface TextEncoding {
  /** As the Encoding Standard names it. */
  readonly label: string
  /** What to do if it is the wrong one. */
  readonly wayOut: string
}

/** The parts of a name (RFC 6350 §6.2.2), as Google names their columns. */
export const NAME_COLUMNS = ["Last Name", "First Name", "Middle Name", "Name Prefix", "Name Suffix"] as const

/** Reads the values of a card; undefined for a group of contacts, which is not one. */
export const readCard = ({ line, properties, problem }: Card, encoding: TextEncoding): CardValues | undefined => {
  if (properties.some(isGroupKind)) return undefined
  const labels = labelsOf(properties)
  const found: Array<CardValue & { readonly preference: number }> = []
  let why = problem
  for (const property of properties) {
    if (isTechnical(property.name)) continue
    const decoded = decodeValue(property, encoding.label)
    if (Result.isSuccess(decoded)) {
      const preference = hasPreference.has(property.name) ? preferenceOf(property) : NOT_PREFERRED
      for (const value of valuesOf(property, decoded.success, labels)) found.push({ ...value, preference })
    } else why ??= cannotDecode(property, decoded.failure, encoding, line)
  }
  const values = found
    .filter(({ text }) => text.trim() !== "")
    .toSorted((a, b) => a.preference - b.preference)
    .map(({ column, text }) => ({ column, text }))
  return { line, values, ...(why !== undefined && { problem: why }) }
}

const isGroupKind = ({ name, value }: Property): boolean =>
  (name === "KIND" || name === "X-ADDRESSBOOKSERVER-KIND") && value.trim().toLowerCase() === "group"

/** What properties are called: `item1.X-ABLabel:Fax` is about `item1.TEL`. */
const labelsOf = (properties: ReadonlyArray<Property>): ReadonlyMap<string, string> =>
  new Map(
    properties.flatMap(({ name, group, value }) =>
      name === "X-ABLABEL" && group !== undefined ? [[group, value.toUpperCase()] as const] : [],
    ),
  )

/** Properties of which one value is used. */
const hasPreference = new Set(["EMAIL", "TEL"])

const NOT_PREFERRED = 102
const MARKED = 101

/** The lowest comes first: `PREF=1`, then what is marked as preferred (before vCard 4.0), then the rest. */
const preferenceOf = ({ types, parameters }: Property): number => {
  const preference = Number(parameters.get("PREF") ?? Number.NaN)
  if (preference >= 1 && preference < MARKED) return preference
  return types.has("PREF") || parameters.has("PREF") ? MARKED : NOT_PREFERRED
}

const valuesOf = (property: Property, value: string, labels: ReadonlyMap<string, string>): ReadonlyArray<CardValue> => {
  const { name, group, types } = property
  if (name === "N") {
    const components = componentsOf(value)
    return NAME_COLUMNS.map((column, i) => ({ column, text: (components[i] ?? "").replaceAll(/(?<=\S),(?=\S)/g, " ") }))
  }
  if (name === "TEL") {
    const label = labels.get(group ?? "") ?? ""
    const purpose = [...notForSpeaking].find((type) => types.has(type) || label.includes(type))
    return [{ column: purpose ?? name, text: textOf(value) }]
  }
  if (!structured.has(name)) return [{ column: name, text: textOf(value) }]
  const parts = componentsOf(value).filter((part) => part.trim() !== "")
  return [{ column: name, text: parts.join(", ") }]
}

/** A charset that a property names is its own mistake; text without one is a mistake about the file. */
const cannotDecode = (
  { name, parameters }: Property,
  failure: "undecodable" | "unknown charset",
  { label, wayOut }: TextEncoding,
  line: number,
): string => {
  const charset = parameters.get("CHARSET")
  if (failure === "unknown charset")
    return `has ${name} in the unknown charset ${JSON.stringify(charset?.slice(0, 40))}`
  if (charset !== undefined || parameters.has("ENCODING"))
    return `has ${name} with bytes that are not text in ${charset ?? label}`
  const message = `has bytes that are not text in ${label.toUpperCase()}, in the card that begins in line ${line}: ${wayOut}`
  throw new FileRejected("invalid_encoding", message)
}
