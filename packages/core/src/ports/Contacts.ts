import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { NewContact } from "../domain/Contact.ts"
import type { EmailAddress } from "../domain/EmailAddress.ts"
import type { StoreFailure } from "../domain/errors.ts"
import type { ContactId, OrganizationId } from "../domain/Identifiers.ts"

/** The organization's contacts. */
export class Contacts extends Context.Service<
  Contacts,
  {
    /**
     * Maps each of `emails` that an active contact has to that contact's id. `emails` are distinct and may be empty.
     * Soft-deleted contacts are ignored. Takes a fixed number of round trips. Inside a unit of work, contacts inserted in
     * it are included, and those that others have committed since it began.
     */
    readonly findByEmail: (
      organizationId: OrganizationId,
      emails: ReadonlyArray<EmailAddress>,
    ) => Effect.Effect<ReadonlyMap<EmailAddress, ContactId>, StoreFailure>

    /**
     * Inserts those of `contacts` whose email no active contact has, with their accounts, and returns how many were
     * inserted. `contacts` have distinct emails and may be empty. Existing contacts are not changed.
     *
     * Atomic: if it fails, nothing is inserted. If two concurrent calls have the same email, one inserts it and the other
     * skips it; neither fails because of the other, and they never deadlock. Takes a fixed number of round trips. The
     * caller has checked with `missing`, in the same unit of work, that the accounts and contact types exist.
     */
    readonly insertNew: (
      organizationId: OrganizationId,
      contacts: ReadonlyArray<NewContact>,
    ) => Effect.Effect<number, StoreFailure>
  }
>()("@bulk-contacts/core/ports/Contacts") {}
