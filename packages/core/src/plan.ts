import { Result } from "effect"
import type { ContactDefaults } from "./BulkCreateRequest.ts"
import type { NewContact } from "./Contact.ts"
import type { EmailAddress } from "./EmailAddress.ts"
import { ReferenceNotFound } from "./errors.ts"
import type { ContactId } from "./Identifiers.ts"
import type { NormalizedContact } from "./normalizeContact.ts"

/**
 * The first contact of each email, in the order given, with the defaults in place of what it does not say itself.
 * Fails where a contact has no contact type: not its own, not the request's and not the organization's.
 */
export const planInserts = (
  contacts: ReadonlyArray<NormalizedContact>,
  defaults: ContactDefaults,
  nextId: () => ContactId,
  createdAt: Date,
): Result.Result<ReadonlyArray<NewContact>, ReferenceNotFound> => {
  const seen = new Set<EmailAddress>()
  const planned: Array<NewContact> = []
  for (const contact of contacts) {
    const contactType = contact.contactType ?? defaults.contactType
    if (contactType === null) return Result.fail(new ReferenceNotFound({ accountIds: [], contactTypes: [] }))
    if (seen.has(contact.email)) continue
    seen.add(contact.email)
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
