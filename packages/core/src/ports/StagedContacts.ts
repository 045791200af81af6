import { Context, type Effect, type Scope, type Stream } from "effect"
import type { NewContact } from "../domain/Contact.ts"
import type { EmailAddress } from "../domain/EmailAddress.ts"
import type { StoreFailure } from "../domain/errors.ts"
import type { ContactId, OrganizationId } from "../domain/Identifiers.ts"

/** Where the contacts of a stream wait until all of them have come: there may be more than memory holds. */
export class StagedContacts extends Context.Service<
  StagedContacts,
  {
    /** An empty stage. Nobody else sees what is put on it, and it is removed with the scope. */
    readonly open: (organizationId: OrganizationId) => Effect.Effect<Stage, StoreFailure, Scope.Scope>
  }
>()("@bulk-contacts/core/ports/StagedContacts") {}

/** The contacts of one stream, in the order in which they were added. An email may be there any number of times. */
export interface Stage {
  /** Puts contacts behind those that are there. Outside of a unit of work: it may be long until the next ones come. */
  readonly add: (contacts: ReadonlyArray<NewContact>) => Effect.Effect<void, StoreFailure>

  /**
   * `Contacts.insertNew` of the first contact of each email, with all that it says of atomicity and of calls at once.
   * Inside a unit of work. Fails if a contact that was added is lost. A fixed number of round trips.
   */
  readonly insertNew: Effect.Effect<number, StoreFailure>

  /** What `insertNew` would answer, without storing anything. */
  readonly countNew: Effect.Effect<number, StoreFailure>

  /**
   * Notes who owns the email of each contact now. Inside the unit of work, after `insertNew`. A fixed number of round
   * trips.
   */
  readonly noteOwners: Effect.Effect<void, StoreFailure>

  /** What `noteOwners` has noted, in the order in which the contacts were added, in memory that does not grow. */
  readonly owners: Stream.Stream<StagedOwner, StoreFailure>
}

/** A staged contact, and who owns its email. */
export interface StagedOwner {
  readonly email: EmailAddress
  /** The id that the contact was to get. */
  readonly planned: ContactId
  /** The place of the first contact with this email, from 0. */
  readonly first: number
  /** Null where nobody owns it. */
  readonly owner: ContactId | null
}
