import type { Brand } from "effect/Brand"
import * as Result from "effect/Result"
import { MAX_ACCOUNT_IDS, MAX_IDENTIFIER, MAX_RAW_IDENTIFIER } from "./limits.ts"
import { makeBrand } from "./makeBrand.ts"
import { type Normalized, reject } from "./Rejection.ts"
import { isLongerThan, rejectUnstorable, tooLong, trim } from "./Text.ts"

/** The tenant. Everything else belongs to exactly one, and nothing refers to another tenant. */
export const OrganizationId = makeBrand<OrganizationId>("OrganizationId")
export type OrganizationId = string & Brand<"OrganizationId">

/** A customer company of the organization (`A123`). */
export const AccountId = makeBrand<AccountId>("AccountId")
export type AccountId = string & Brand<"AccountId">

/** A value that the organization defines (`CT123`). */
export const ContactTypeId = makeBrand<ContactTypeId>("ContactTypeId")
export type ContactTypeId = string & Brand<"ContactTypeId">

/** A UUID version 7 (RFC 9562): generated, time-ordered. */
export const ContactId = makeBrand<ContactId>("ContactId")
export type ContactId = string & Brand<"ContactId">

/** A UUID version 7 (RFC 9562): generated, time-ordered. */
export const ImportId = makeBrand<ImportId>("ImportId")
export type ImportId = string & Brand<"ImportId">

/** Whether text may be the id of an import. Otherwise no store has it. */
export const isImportId = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text)

/** An identifier, without white space and invisible characters at its ends. Nothing else is changed. */
export const checkIdentifier = (input: string): Normalized<string> => {
  const id = normalizeIdentifier(input)
  return Result.isSuccess(id) && id.success === "" ? reject("required", "must not be empty") : id
}

/** One contact type. Empty is absent: null. */
export const checkContactType = (input: string): Normalized<ContactTypeId | null> =>
  Result.map(normalizeIdentifier(input), (id) => (id === "" ? null : ContactTypeId.make(id)))

/** Account ids, each once, in the order given. One bare string is a list of one; entries that are absent are ignored. */
export const checkAccountIds = (input: unknown): Normalized<ReadonlyArray<AccountId>> => {
  const items: ReadonlyArray<unknown> = Array.isArray(input) ? input : [input]
  const { length } = items
  if (length > MAX_ACCOUNT_IDS) return reject("too_many_values", `must have at most ${MAX_ACCOUNT_IDS} ids`)
  const ids = new Set<AccountId>()
  for (let i = 0; i < length; i++) {
    const item = items[i]
    if (item === null) continue
    if (typeof item !== "string") return reject("wrong_type", "must be a string or an array of strings")
    const id = normalizeIdentifier(item)
    if (Result.isFailure(id)) return Result.fail(id.failure)
    // The brand checks nothing, and its `make` costs something.
    if (id.success !== "") ids.add(id.success as AccountId)
  }
  return Result.succeed([...ids])
}

/** What nearly every identifier looks like: there is nothing to remove. */
const plainIdentifier = /^[!-~]{1,255}$/

const normalizeIdentifier = (input: string): Normalized<string> => {
  if (input.length > MAX_RAW_IDENTIFIER) return tooLong(MAX_IDENTIFIER)
  if (plainIdentifier.test(input)) return Result.succeed(input)
  const unstorable = rejectUnstorable(input)
  if (unstorable !== null) return unstorable
  const id = trim(input)
  return isLongerThan(id, MAX_IDENTIFIER) ? tooLong(MAX_IDENTIFIER) : Result.succeed(id)
}
