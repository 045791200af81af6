import * as Result from "effect/Result"
import { AccountId, ContactTypeId, checkIdentifier } from "../domain/Identifiers.ts"
import { type Normalized, reject } from "../domain/Rejection.ts"
import { normalizeSource } from "../domain/Source.ts"
import type { ContactFilter } from "../ports/ContactReader.ts"
import { readEmail } from "../request/readEmail.ts"
import { readTime } from "./readTime.ts"

/** The conditions of a filter as text, by the names that every door uses. */
export type ContactFilterTexts = { readonly [Name in keyof ContactFilter]?: string }

const empty = reject("required", "must not be empty")

/** Reads each condition: normalized as the same field of a contact is. */
export const contactConditions: {
  readonly [Name in keyof ContactFilter]-?: (text: string) => Normalized<NonNullable<ContactFilter[Name]>>
} = {
  email: (text) => Result.map(readEmail(text), ({ email }) => email),
  accountId: (text) => Result.map(checkIdentifier(text), (id) => AccountId.make(id)),
  contactType: (text) => Result.map(checkIdentifier(text), (id) => ContactTypeId.make(id)),
  source: (text) =>
    Result.flatMap(normalizeSource(text), (source) => (source === null ? empty : Result.succeed(source))),
  importId: checkIdentifier,
  createdAfter: readTime,
  createdBefore: readTime,
}

/** Reads a filter from text. The texts have been checked with `contactConditions`: throws if one is invalid. */
export const readContactFilter = (texts: ContactFilterTexts): ContactFilter =>
  Object.fromEntries(
    Object.entries(contactConditions).flatMap(([name, read]) => {
      const text = texts[name as keyof ContactFilter]
      return text === undefined ? [] : [[name, Result.getOrThrow<unknown, unknown>(read(text))]]
    }),
  )
