import { Result, Schema } from "effect"
import { type Normalized, reject } from "./Rejection.ts"
import { isLongerThan, isStorable, notStorable, tooLong } from "./Text.ts"

/** The tenant. Everything else belongs to exactly one, and nothing crosses. */
export const OrganizationId = Schema.String.pipe(Schema.brand("OrganizationId"))
export type OrganizationId = typeof OrganizationId.Type

/** A customer company of the organization (`A123`). */
export const AccountId = Schema.String.pipe(Schema.brand("AccountId"))
export type AccountId = typeof AccountId.Type

/** A value that the organization defines (`CT123`). */
export const ContactTypeId = Schema.String.pipe(Schema.brand("ContactTypeId"))
export type ContactTypeId = typeof ContactTypeId.Type

/** A UUID version 7 (RFC 9562): generated, time-ordered. */
export const ContactId = Schema.String.pipe(Schema.brand("ContactId"))
export type ContactId = typeof ContactId.Type

const MAX_CHARACTERS = 255

/** An identifier names something as it stands: it is not trimmed or folded. */
export const checkIdentifier = (input: string): Normalized<string> => {
  if (!isStorable(input)) return notStorable
  if (input === "") return reject("required", "must not be empty")
  if (isLongerThan(input, MAX_CHARACTERS)) return tooLong(MAX_CHARACTERS)
  return Result.succeed(input)
}

/** One contact type. Empty is absent: null. */
export const checkContactType = (input: string): Normalized<ContactTypeId | null> =>
  input === "" ? Result.succeed(null) : Result.map(checkIdentifier(input), (id) => ContactTypeId.make(id))

/** Account ids, each once, in the order given. One bare string is a list of one. */
export const checkAccountIds = (input: unknown): Normalized<ReadonlyArray<AccountId>> => {
  const items: ReadonlyArray<unknown> = Array.isArray(input) ? input : [input]
  const ids = new Set<AccountId>()
  for (const item of items) {
    if (typeof item !== "string") return reject("wrong_type", "must be a string or an array of strings")
    const id = checkIdentifier(item)
    if (Result.isFailure(id)) return Result.fail(id.failure)
    ids.add(AccountId.make(id.success))
  }
  return Result.succeed([...ids])
}
