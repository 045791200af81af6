import { Effect } from "effect"
import type { NewContact } from "../domain/Contact.ts"
import type { EmailAddress } from "../domain/EmailAddress.ts"
import { ReferenceNotFound } from "../domain/errors.ts"
import type { ContactId } from "../domain/Identifiers.ts"
import { forEachInSlices } from "../internal/forEachInSlices.ts"
import { traced } from "../internal/traced.ts"
import type { NormalizedContact } from "../request/normalizeContact.ts"
import type { ContactDefaults } from "../request/parseRequest.ts"

/**
 * The contacts in the order given, with the defaults in place of what they do not say themselves. Fails where one has no
 * contact type: not its own, not the request's and not the organization's.
 */
export const planContacts = Effect.fnUntraced(function* (
  contacts: ReadonlyArray<NormalizedContact>,
  defaults: ContactDefaults,
  nextId: () => ContactId,
  createdAt: Date,
): Effect.fn.Return<ReadonlyArray<NewContact>, ReferenceNotFound> {
  const planned: Array<NewContact> = []
  yield* forEachInSlices(contacts, (contact) => {
    const contactType = contact.contactType ?? defaults.contactType
    if (contactType === null) return
    planned.push({
      id: nextId(),
      email: contact.email,
      firstName: contact.firstName,
      lastName: contact.lastName,
      phoneNumber: contact.phoneNumber,
      avatarUrl: contact.avatarUrl,
      source: contact.source ?? defaults.source,
      contactType,
      accountIds: contact.accountIds ?? defaults.accountIds,
      customFieldValues: contact.customFieldValues,
      metadata: contact.metadata,
      createdAt,
    })
  })
  if (planned.length < contacts.length) return yield* new ReferenceNotFound({ accountIds: [], contactTypes: [] })
  return planned
})

/** `planContacts` of the first contact of each email. */
export const planInserts = (...args: Parameters<typeof planContacts>) =>
  Effect.map(planContacts(...args), firstOfEachEmail).pipe(traced("planInserts"))

export const firstOfEachEmail = (contacts: ReadonlyArray<NewContact>): ReadonlyArray<NewContact> => {
  const seen = new Set<EmailAddress>()
  return contacts.filter(({ email }) => seen.size < seen.add(email).size)
}
