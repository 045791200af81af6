import type { NewContact } from "../domain/Contact.ts"
import type { EmailAddress } from "../domain/EmailAddress.ts"
import { type InvalidContact, isInvalid } from "../domain/InvalidContact.ts"

/** The valid contacts whose email none of those before them has. */
export const firstOfEachEmail = (contacts: ReadonlyArray<NewContact | InvalidContact>): ReadonlyArray<NewContact> => {
  const seen = new Set<EmailAddress>()
  return contacts.filter(
    (contact): contact is NewContact => !isInvalid(contact) && seen.size < seen.add(contact.email).size,
  )
}
