import * as Predicate from "effect/Predicate"
import * as Result from "effect/Result"
import { type AccountId, type ContactTypeId, checkAccountIds, checkContactType } from "../domain/Identifiers.ts"
import type { Problems } from "../domain/Problem.ts"
import { type Normalized, reject } from "../domain/Rejection.ts"
import { normalizeSource } from "../domain/Source.ts"
import type { BulkCreateDefaults } from "./BulkCreateRequest.ts"
import { FieldReader } from "./FieldReader.ts"

/** An object, because the compiler accepts a list that lacks a field. */
const defaults: { readonly [field in keyof BulkCreateDefaults]-?: true } = {
  accountIds: true,
  contactType: true,
  source: true,
}

const defaultFields: ReadonlySet<string> = new Set(Object.keys(defaults))
const requestFields: ReadonlySet<string> = new Set(["contacts", ...defaultFields])

/** The defaults, checked. */
export interface ContactDefaults {
  readonly accountIds: ReadonlyArray<AccountId>
  readonly contactType: ContactTypeId | null
  readonly source: string | null
}

/** A request with the right shape, whose contacts have not been parsed. */
export interface ParsedRequest {
  readonly contacts: ReadonlyArray<unknown>
  readonly defaults: ContactDefaults
}

/** Reads everything in a request except its contacts. Adds everything that is wrong to `problems`. */
export const parseRequest = (request: unknown, maxContacts: number, problems: Problems): ParsedRequest => {
  const isObject = Predicate.isObject(request)
  if (!isObject) problems.add({ field: "body", code: "wrong_type", message: "must be an object" })
  const reader = new FieldReader(isObject ? request : { contacts: [] }, problems)
  reader.rejectUnknown(requestFields)
  reader.required("contacts")
  const contacts = reader.value("contacts", (input) => checkContacts(input, maxContacts))
  return { contacts: contacts ?? [], defaults: readDefaults(reader) }
}

/** Reads the defaults of a request that has its contacts elsewhere. Adds everything that is wrong to `problems`. */
export const parseDefaults = (defaults: unknown, problems: Problems): ContactDefaults => {
  const isObject = Predicate.isObject(defaults)
  if (!isObject) problems.add({ field: "defaults", code: "wrong_type", message: "must be an object" })
  const reader = new FieldReader(isObject ? { ...defaults } : {}, problems)
  reader.rejectUnknown(defaultFields)
  return readDefaults(reader)
}

const readDefaults = (reader: FieldReader): ContactDefaults => {
  const accountIds = reader.value("accountIds", checkAccountIds)
  const contactType = reader.text("contactType", checkContactType)
  const source = reader.text("source", normalizeSource)
  return { accountIds: accountIds ?? [], contactType, source } satisfies {
    readonly [field in keyof BulkCreateDefaults]: unknown
  }
}

const checkContacts = (input: unknown, maxContacts: number): Normalized<ReadonlyArray<unknown>> => {
  if (!Array.isArray(input)) return reject("wrong_type", "must be an array")
  const { length } = input
  if (length > maxContacts)
    return reject("too_many_contacts", `must have at most ${maxContacts} contacts, not ${length}`)
  // A copy, because the caller may change the array while its contacts are read. A loop, because it reads what is there
  // now, whatever the array's class says, and takes a tenth of the time of `Array.from`.
  const contacts: Array<unknown> = []
  for (let i = 0; i < length; i++) contacts.push(input[i])
  return Result.succeed(contacts)
}
