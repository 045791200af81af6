import { Administration } from "@bulk-contacts/adapter-pg"
import { AccountId, ContactId, ContactTypeId, EmailAddress, type NewContact, OrganizationId } from "@bulk-contacts/core"
import { Effect } from "effect"

export const TYPE = ContactTypeId.make("CT1")

/** Creates an organization with `TYPE` as its default contact type, and that number of accounts: `A0`, `A1`, … */
export const createOrganization = Effect.fnUntraced(function* (accounts = 0) {
  const administration = yield* Administration
  const id = OrganizationId.make(crypto.randomUUID())
  yield* administration.createOrganization({ id, name: "An organization" })
  yield* administration.createContactType({ organizationId: id, id: TYPE, name: "A type", isDefault: true })
  const accountIds = Array.from({ length: accounts }, (_, i) => AccountId.make(`A${i}`))
  yield* Effect.forEach(accountIds, (accountId) =>
    administration.createAccount({ organizationId: id, id: accountId, name: "An account" }),
  )
  return { id, accountIds }
})

export const emails = (count: number): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, i) => `ada${i}@example.com`)

/** A contact ready to be stored. */
export const contactOf = (email: string, accountIds: ReadonlyArray<string> = []): NewContact => ({
  id: ContactId.make(crypto.randomUUID()),
  email: EmailAddress.make(email),
  firstName: "Ada",
  lastName: null,
  phoneNumber: null,
  avatarUrl: null,
  source: null,
  contactType: TYPE,
  accountIds: accountIds.map((id) => AccountId.make(id)),
  importId: null,
  customFieldValues: null,
  metadata: null,
  createdAt: new Date(),
})
