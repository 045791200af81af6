import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { NewContact } from "../domain/Contact.ts"
import type { EmailAddress } from "../domain/EmailAddress.ts"
import type { RequestTooLarge, StoreFailure } from "../domain/errors.ts"
import type { ContactId, OrganizationId } from "../domain/Identifiers.ts"
import { type InvalidContact, isInvalid } from "../domain/InvalidContact.ts"
import { forEachInSlices } from "../internal/forEachInSlices.ts"
import type { Contacts } from "../ports/Contacts.ts"
import type { StagedOutcome, StagingArea } from "../ports/StagedContacts.ts"
import { firstOfEachEmail } from "./firstOfEachEmail.ts"

/**
 * A staging area in memory. It makes a stream only when one is read: V8 keeps all that a stream can reach until the next
 * full collection of garbage, and here that would be the contacts of every request.
 */
export class MemoryStagingArea implements StagingArea {
  readonly #contacts: Contacts["Service"]
  readonly #organizationId: OrganizationId
  readonly #staged: Array<NewContact | InvalidContact>
  #ownerIds: ReadonlyMap<EmailAddress, ContactId> | null = null
  #owners: ReadonlyArray<StagedOutcome> = []

  constructor(
    contacts: Contacts["Service"],
    organizationId: OrganizationId,
    staged: ReadonlyArray<NewContact | InvalidContact> = [],
  ) {
    this.#contacts = contacts
    this.#organizationId = organizationId
    this.#staged = [...staged]
  }

  add(more: ReadonlyArray<NewContact | InvalidContact>): Effect.Effect<void, RequestTooLarge | StoreFailure> {
    return Effect.sync(() => {
      for (const contact of more) this.#staged.push(contact)
    })
  }

  get insertNew(): Effect.Effect<number, StoreFailure> {
    return Effect.suspend(() => {
      this.#ownerIds = null
      return this.#contacts.insertNew(this.#organizationId, firstOfEachEmail(this.#staged))
    })
  }

  get countInsertable(): Effect.Effect<number, StoreFailure> {
    return Effect.map(this.#findOwnerIds, (found) => {
      // Nothing is inserted, so `recordOwners` need not look the owners up again.
      this.#ownerIds = found
      return firstOfEachEmail(this.#staged).length - found.size
    })
  }

  get recordOwners(): Effect.Effect<void, StoreFailure> {
    return Effect.suspend(() =>
      Effect.flatMap(this.#ownerIds === null ? this.#findOwnerIds : Effect.succeed(this.#ownerIds), (ids) =>
        this.#recordOwners(ids),
      ),
    )
  }

  get readOwners(): Stream.Stream<StagedOutcome> {
    return Stream.suspend(() => Stream.fromIterable(this.#owners))
  }

  get #findOwnerIds() {
    return Effect.suspend(() =>
      this.#contacts.findByEmail(this.#organizationId, firstOfEachEmail(this.#staged).map(emailOf)),
    )
  }

  #recordOwners(ids: ReadonlyMap<EmailAddress, ContactId>): Effect.Effect<void> {
    const firsts = new Map<EmailAddress, number>()
    const recorded: Array<StagedOutcome> = []
    const record = (contact: NewContact | InvalidContact, position: number) => {
      if (isInvalid(contact)) {
        recorded.push(contact)
        return
      }
      const { email, id } = contact
      const first = firsts.get(email) ?? position
      firsts.set(email, first)
      recorded.push({ email, planned: id, first, owner: ids.get(email) ?? null })
    }
    return Effect.map(forEachInSlices(this.#staged, record, { quick: true }), () => {
      this.#owners = recorded
    })
  }
}

const emailOf = ({ email }: NewContact) => email
