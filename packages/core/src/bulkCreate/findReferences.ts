import * as Effect from "effect/Effect"
import type { AccountId, ContactTypeId } from "../domain/Identifiers.ts"
import { isInvalid } from "../domain/InvalidContact.ts"
import type { References } from "../domain/References.ts"
import { forEachInSlices } from "../internal/forEachInSlices.ts"
import { TextSet } from "../internal/TextSet.ts"
import type { CheckedContact } from "../request/ContactChecker.ts"
import type { ContactDefaults } from "../request/parseRequest.ts"

/** Finds what the valid contacts and the defaults refer to. */
export const findReferences = (
  contacts: ReadonlyArray<CheckedContact>,
  defaults: ContactDefaults,
): Effect.Effect<References> =>
  Effect.suspend(() => {
    const accountIds = new DistinctIds<AccountId>()
    const contactTypes = new DistinctIds<ContactTypeId>()
    for (const id of defaults.accountIds) accountIds.add(id)
    if (defaults.contactType !== null) contactTypes.add(defaults.contactType)
    let needsDefaultContactType = false
    const add = (contact: CheckedContact) => {
      if (isInvalid(contact)) return
      if (contact.accountIds !== null) for (const id of contact.accountIds) accountIds.add(id)
      if (contact.contactType !== null) contactTypes.add(contact.contactType)
      else if (defaults.contactType === null) needsDefaultContactType = true
    }
    // Not quick: a contact may have 10,000 accounts.
    return Effect.map(forEachInSlices(contacts, add), () => ({
      accountIds: accountIds.items,
      contactTypes: contactTypes.items,
      needsDefaultContactType,
    }))
  })

/** Any number of ids, each once, in the order in which they were added. */
class DistinctIds<Id extends string> {
  readonly items: Array<Id> = []
  readonly #seen = new TextSet<Id>()

  add(id: Id): void {
    if (this.#seen.add(id)) this.items.push(id)
  }
}
