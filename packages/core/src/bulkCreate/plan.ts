import { Effect } from "effect"
import type { NewContact } from "../domain/Contact.ts"
import { ReferenceNotFound } from "../domain/errors.ts"
import type { ContactId } from "../domain/Identifiers.ts"
import { forEachInSlices } from "../internal/forEachInSlices.ts"
import type { NormalizedContact } from "../request/normalizeContact.ts"
import type { ContactDefaults } from "../request/parseRequest.ts"

/**
 * Completes the contacts, in the order given, with ids and with the defaults for the values that they lack. Fails if a
 * contact has no contact type: neither its own, nor the request's, nor the organization's default.
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
