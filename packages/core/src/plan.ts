import { Result } from "effect"
import type { ContactDefaults } from "./BulkCreateRequest.ts"
import type { NewContact } from "./Contact.ts"
import type { EmailAddress } from "./EmailAddress.ts"
import { ReferenceNotFound } from "./errors.ts"
import type { ContactId } from "./Identifiers.ts"
import type { NormalizedContact } from "./normalizeContact.ts"

type Plan = Result.Result<ReadonlyArray<NewContact>, ReferenceNotFound>

/** `planContacts` of the first contact of each email. */
export const planInserts = (...args: Parameters<typeof planContacts>): Plan =>
  Result.map(planContacts(...args), firstOfEachEmail)

/**
 * The contacts in the order given, with the defaults in place of what they do not say themselves. Fails where one has no
 * contact type: not its own, not the request's and not the organization's.
 */
export const planContacts = (
  contacts: ReadonlyArray<NormalizedContact>,
  defaults: ContactDefaults,
  nextId: () => ContactId,
  createdAt: Date,
): Plan => {
  const planned: Array<NewContact> = []
  for (const contact of contacts) {
    const contactType = contact.contactType ?? defaults.contactType
    if (contactType === null) return Result.fail(new ReferenceNotFound({ accountIds: [], contactTypes: [] }))
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
  }
  return Result.succeed(planned)
}

const firstOfEachEmail = (contacts: ReadonlyArray<NewContact>): ReadonlyArray<NewContact> => {
  const seen = new Set<EmailAddress>()
  return contacts.filter(({ email }) => seen.size < seen.add(email).size)
}
