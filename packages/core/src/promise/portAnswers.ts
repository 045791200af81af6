import * as Predicate from "effect/Predicate"
import type { EmailAddress } from "../domain/EmailAddress.ts"
import type { ContactId } from "../domain/Identifiers.ts"
import type { Import, UndoneImport } from "./Import.ts"
import type { EmailOwner, IdempotencyRecord } from "./Ports.ts"

// Validates what ports return, so that a mistake in a port is reported as one and never mistaken for a result. The message
// does not show the value, because it may be personal data.

const wrong = (port: string, expected: string, answer: unknown) =>
  new TypeError(`Port \`${port}\` must return ${expected}, not ${describe(answer)}`)

const describe = (answer: unknown): string => {
  if (typeof answer === "number" || answer === null || answer === undefined) return String(answer)
  return Array.isArray(answer) ? "an array" : `a value of type ${typeof answer}`
}

const itemsOf = (port: string, expected: string, answer: unknown): Iterable<unknown> => {
  if (Predicate.isString(answer) || !Predicate.isIterable(answer)) throw wrong(port, expected, answer)
  return answer
}

/** The ids that exist. */
export const existingIds = (port: string, answer: unknown): ReadonlySet<string> => {
  const ids = new Set<string>()
  for (const id of itemsOf(port, "an iterable of ids", answer)) {
    if (!Predicate.isString(id)) throw wrong(port, "ids as strings", id)
    ids.add(id)
  }
  return ids
}

/** The default contact type, if the organization has one. */
export const defaultId = (answer: unknown): string | undefined => {
  if (answer === null || answer === undefined) return undefined
  if (!Predicate.isString(answer)) throw wrong("contactTypes.findDefault", "an id as a string, or null", answer)
  return answer
}

/** Maps emails to the ids of the contacts that have them. */
export const ownerIds = (
  emails: ReadonlyArray<EmailAddress>,
  answer: unknown,
): ReadonlyMap<EmailAddress, ContactId> => {
  const port = "contacts.findByEmail"
  const asked = new Set<string>(emails)
  const ids = new Map<EmailAddress, ContactId>()
  for (const owner of itemsOf(port, "an iterable of contacts", answer)) {
    if (!isOwner(owner)) throw wrong(port, "objects with an `email` and an `id`, both strings", owner)
    if (asked.has(owner.email)) ids.set(owner.email as EmailAddress, owner.id as ContactId)
    else if (asked.has(owner.email.toLowerCase()))
      throw new TypeError(`Port \`${port}\` must return the emails as they were passed, in lower case`)
  }
  return ids
}

const isOwner = (owner: unknown): owner is EmailOwner =>
  Predicate.isObject(owner) && Predicate.isString(owner["email"]) && Predicate.isString(owner["id"])

/** How many of the contacts were inserted. */
export const storedCount = (given: number, answer: unknown): number => {
  if (Predicate.isNumber(answer) && Number.isInteger(answer) && answer >= 0 && answer <= given) return answer
  throw wrong("contacts.insertNew", `how many of the ${given} contacts it inserted`, answer)
}

/** Whether the key is locked now. */
export const isClaimed = (answer: unknown): boolean => {
  if (!Predicate.isBoolean(answer)) throw wrong("idempotencyRecords.claim", "true or false", answer)
  return answer
}

/** The record of a key, if there is one. */
export const foundRecord = (answer: unknown): IdempotencyRecord | undefined => {
  if (answer === null || answer === undefined) return undefined
  if (!isRecord(answer)) throw wrong("idempotencyRecords.find", "a record as it was stored, or null", answer)
  return answer
}

const isRecord = (record: unknown): record is IdempotencyRecord =>
  Predicate.isObject(record) && Predicate.isString(record["fingerprint"]) && Predicate.isObject(record["result"])

/** What an undo found, if the import exists. */
export const undoneImport = (answer: unknown): UndoneImport | undefined => {
  if (answer === null || answer === undefined) return undefined
  if (isUndone(answer)) return answer
  throw wrong("imports.undo", "`deleted` and `created`, in which it is included, and the `idempotencyKey`", answer)
}

const isUndone = (undone: unknown): undone is UndoneImport =>
  Predicate.isObject(undone) &&
  isCount(undone["created"]) &&
  isCount(undone["deleted"]) &&
  undone["deleted"] <= undone["created"] &&
  (Predicate.isString(undone["idempotencyKey"]) || undone["idempotencyKey"] === null)

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

/** The imports of a page. */
export const listedImports = (answer: unknown): ReadonlyArray<Import> => {
  const imports: Array<Import> = []
  for (const one of itemsOf("imports.list", "an iterable of imports", answer)) {
    if (!isImport(one))
      throw wrong("imports.list", "imports as they were recorded, with `remaining` and `undoneAt`", one)
    imports.push(one)
  }
  return imports
}

const isImport = (one: unknown): one is Import =>
  Predicate.isObject(one) &&
  Predicate.isString(one["id"]) &&
  Predicate.isString(one["name"]) &&
  one["createdAt"] instanceof Date &&
  isCount(one["remaining"])
