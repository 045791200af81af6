import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { NewContact } from "../domain/Contact.ts"
import type { StoreFailure } from "../domain/errors.ts"
import type { ContactId, ContactTypeId, OrganizationId } from "../domain/Identifiers.ts"
import type { References } from "../domain/References.ts"

/** A contact without a contact type gets the organization's default. */
export type DirectContact = Omit<NewContact, "contactType"> & { readonly contactType: ContactTypeId | null }

/** A shortcut for small requests. */
export interface DirectInsertsShape {
  /**
   * Checks the references and inserts those of `contacts` whose email no active contact has, as one unit of work, which
   * the store can complete in fewer round trips than the other ports. Returns the ids of the contacts that were inserted.
   * `contacts` have distinct emails, and `references` are theirs.
   *
   * Null if nothing was inserted because a reference may not exist, or because the store would have to wait for another
   * unit of work: the other ports find out. Once it has begun, it is not interrupted.
   */
  readonly insertNew: (
    organizationId: OrganizationId,
    contacts: ReadonlyArray<DirectContact>,
    references: References,
  ) => Effect.Effect<ReadonlySet<ContactId> | null, StoreFailure>
}

/** Null, the default, if the store has no shortcut: then every request uses the other ports. */
export const DirectInserts = Context.Reference<DirectInsertsShape | null>("@bulk-contacts/core/ports/DirectInserts", {
  defaultValue: () => null,
})
