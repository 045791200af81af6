import { AccountId, ContactId, ContactTypeId, EmailAddress, type NewContact, OrganizationId } from "@bulk-contacts/core"
import { Effect } from "effect"
import { SecureRandom } from "effect/crypto"
import { StoreFixture } from "./StoreFixture.ts"

export interface OrganizationPlan {
  readonly accounts?: ReadonlyArray<string>
  readonly contactTypes?: ReadonlyArray<string>
  /** One of `contactTypes`. */
  readonly defaultContactType?: string
}

/** The contact type of test contacts, unless they have another. */
export const TYPE = ContactTypeId.make("CT1")

/** Adds a new organization to the store. Without a plan, `TYPE` is its default contact type. */
export const arrangeOrganization = Effect.fnUntraced(function* (
  plan: OrganizationPlan = {},
): Effect.fn.Return<OrganizationId, never, StoreFixture> {
  const store = yield* StoreFixture
  const id = OrganizationId.make(`org-${SecureRandom.uuidV7Unsafe()}`)
  const contactTypes = plan.contactTypes ?? [TYPE]
  const defaultContactType = plan.contactTypes === undefined ? TYPE : plan.defaultContactType
  yield* store.createOrganization(id)
  yield* Effect.forEach(plan.accounts ?? [], (account) => store.createAccount(id, AccountId.make(account)))
  yield* Effect.forEach(contactTypes, (type) =>
    store.createContactType(id, ContactTypeId.make(type), { isDefault: type === defaultContactType }),
  )
  return id
})

/** A contact that is ready to be stored, without optional values. */
export const newContact = (email: string, fields: Partial<NewContact> = {}): NewContact => ({
  id: ContactId.make(SecureRandom.uuidV7Unsafe()),
  email: EmailAddress.make(email),
  firstName: "Ada",
  lastName: null,
  phoneNumber: null,
  avatarUrl: null,
  source: null,
  contactType: TYPE,
  accountIds: [],
  importId: null,
  customFieldValues: null,
  metadata: null,
  createdAt: new Date("2024-02-29T12:34:56.789Z"),
  ...fields,
})

/** The emails of the active contacts, sorted. */
export const ownedEmails = Effect.fnUntraced(function* (
  organizationId: OrganizationId,
): Effect.fn.Return<ReadonlyArray<string>, never, StoreFixture> {
  const contacts = yield* (yield* StoreFixture).contacts(organizationId)
  return contacts
    .filter((contact) => contact.deletedAt === null)
    .map((contact) => contact.email)
    .sort()
})

/** Sorts contacts and the accounts of each, because stores return them in any order. */
export const sorted = <A extends NewContact>(contacts: ReadonlyArray<A>): ReadonlyArray<A> =>
  contacts
    .map((contact) => ({ ...contact, accountIds: contact.accountIds.toSorted() }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))

/** What stored contacts say, without their ids and times, in an order that does not depend on the store. */
export const comparableContacts = Effect.fnUntraced(function* (organizationId: OrganizationId) {
  const contacts = yield* (yield* StoreFixture).contacts(organizationId)
  return contacts
    .map(({ id: _, createdAt: __, updatedAt: ___, ...rest }) => ({
      ...rest,
      accountIds: rest.accountIds.toSorted(),
    }))
    .sort((a, b) => (a.email < b.email ? -1 : 1))
})
