import { type ContactFilter, contactConditions } from "@bulk-contacts/core"
import * as Flag from "effect/cli/Flag"
import * as Option from "effect/Option"
import * as Result from "effect/Result"

/** An option that is a condition of the filter, which the core reads. */
const condition = <Name extends keyof ContactFilter>(flag: string, name: Name, description: string) =>
  Flag.String(flag).pipe(
    Flag.withDescription(description),
    Flag.filter(
      (text) => Result.isSuccess(read(name, text)),
      (text) => Result.merge(Result.mapError(read(name, text), ({ message }) => message)) as string,
    ),
    Flag.map((text) => Result.getOrThrow(read(name, text)) as NonNullable<ContactFilter[Name]>),
    Flag.optional,
  )

const read = (name: keyof ContactFilter, text: string) =>
  contactConditions[name](text) as Result.Result<unknown, { readonly message: string }>

/** The options that say which contacts are meant. */
export const filterFlags = {
  email: condition("email", "email", "Only the contact with this address, in any spelling"),
  account: condition("account", "accountId", "Only contacts that have this account"),
  contactType: condition("contact-type", "contactType", "Only contacts that have this contact type"),
  source: condition("source", "source", "Only contacts from exactly this source"),
  import: condition("import", "importId", "Only contacts that the import with this id created"),
  createdAfter: condition(
    "created-after",
    "createdAfter",
    "Only contacts created at this time or later, such as 2026-03-01T09:00:00+01:00",
  ),
  createdBefore: condition("created-before", "createdBefore", "Only contacts created before this time"),
}

type Given = { readonly [Name in keyof typeof filterFlags]: Option.Option<unknown> }

/** The filter that the options describe. */
export const readFilter = ({ email, account, contactType, source, createdAfter, createdBefore, ...given }: Given) => {
  const conditions = {
    email,
    accountId: account,
    contactType,
    source,
    importId: given.import,
    createdAfter,
    createdBefore,
  }
  return Object.fromEntries(
    Object.entries(conditions).flatMap(([name, value]) => (Option.isSome(value) ? [[name, value.value]] : [])),
  ) as ContactFilter
}
