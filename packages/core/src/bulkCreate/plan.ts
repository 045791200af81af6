import * as Effect from "effect/Effect"
import type { NewContact } from "../domain/Contact.ts"
import type { ContactId, ContactTypeId, ImportId } from "../domain/Identifiers.ts"
import { type InvalidContact, isInvalid } from "../domain/InvalidContact.ts"
import { forEachInSlices } from "../internal/forEachInSlices.ts"
import type { CheckedContact } from "../request/ContactChecker.ts"
import type { ContactDefaults } from "../request/parseRequest.ts"

/**
 * Completes the contacts, in the order given, with ids and with the defaults for the references that they lack. Invalid
 * ones are kept as they are.
 */
export const planContacts = (
  contacts: ReadonlyArray<CheckedContact>,
  defaults: ContactDefaults,
  nextId: () => ContactId,
  createdAt: Date,
  importId: ImportId | null,
): Effect.Effect<ReadonlyArray<NewContact | InvalidContact>> =>
  Effect.suspend(() => {
    const planned: Array<NewContact | InvalidContact> = []
    const plan = (contact: CheckedContact) => {
      if (isInvalid(contact)) {
        planned.push(contact)
        return
      }
      planned.push({
        id: nextId(),
        email: contact.email,
        firstName: contact.firstName,
        lastName: contact.lastName,
        phoneNumber: contact.phoneNumber,
        avatarUrl: contact.avatarUrl,
        source: contact.source ?? defaults.source,
        // Without either, the references would have been rejected, or the store completes it (`DirectInserts`).
        contactType: (contact.contactType ?? defaults.contactType) as ContactTypeId,
        accountIds: contact.accountIds ?? defaults.accountIds,
        importId,
        customFieldValues: contact.customFieldValues,
        metadata: contact.metadata,
        createdAt,
      })
    }
    return Effect.as(forEachInSlices(contacts, plan, { quick: true }), planned)
  })
