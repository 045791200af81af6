import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import type * as Stream from "effect/Stream"
import type { NewContact } from "../domain/Contact.ts"
import type { EmailAddress } from "../domain/EmailAddress.ts"
import type { RequestTooLarge, StoreFailure } from "../domain/errors.ts"
import type { ContactId, OrganizationId } from "../domain/Identifiers.ts"
import type { InvalidContact } from "../domain/InvalidContact.ts"

/** Keeps the contacts of a stream until all of them have arrived, because there may be more than memory holds. */
export class StagedContacts extends Context.Service<
  StagedContacts,
  {
    /** Opens an empty staging area. Nobody else sees its contents, and closing the scope deletes it. */
    readonly open: (organizationId: OrganizationId) => Effect.Effect<StagingArea, StoreFailure, Scope.Scope>
  }
>()("@bulk-contacts/core/ports/StagedContacts") {}

/**
 * The staged contacts of one request, in the order in which they were added. An email may occur any number of times.
 * An invalid contact is never inserted, but has a position and keeps its problems.
 */
export interface StagingArea {
  /**
   * Appends contacts. Called outside a unit of work, because the next batch may be a long time coming. Fails with
   * `RequestTooLarge` if there is no room for them even without other requests.
   */
  readonly add: (
    contacts: ReadonlyArray<NewContact | InvalidContact>,
  ) => Effect.Effect<void, RequestTooLarge | StoreFailure>

  /**
   * Inserts the first contact with each email as `Contacts.insertNew` does, with the same guarantees, and returns how many
   * were inserted. Called inside a unit of work. Fails if a staged contact was lost. Takes a fixed number of round trips.
   */
  readonly insertNew: Effect.Effect<number, StoreFailure>

  /** Returns what `insertNew` would return, but inserts nothing. */
  readonly countInsertable: Effect.Effect<number, StoreFailure>

  /**
   * Records who owns the email of each valid contact now. Called inside the unit of work, after `insertNew` or
   * `countInsertable`. Takes a fixed number of round trips.
   */
  readonly recordOwners: Effect.Effect<void, StoreFailure>

  /**
   * Reads the recorded owners in the order in which the contacts were added, in constant memory. In the place of an
   * invalid contact is what was added.
   */
  readonly readOwners: Stream.Stream<StagedOutcome, StoreFailure>
}

/** What is known about a staged contact once the others were inserted. */
export type StagedOutcome = StagedOwner | InvalidContact

/** A staged contact and the owner of its email. */
export interface StagedOwner {
  readonly email: EmailAddress
  /** The id that the contact was to get. */
  readonly planned: ContactId
  /** The position of the first staged contact with this email, from 0. Invalid contacts count. */
  readonly first: number
  /** Null if no contact has the email. */
  readonly owner: ContactId | null
}
