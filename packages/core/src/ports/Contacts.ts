import { Context, type Effect } from "effect"
import type { NewContact } from "../domain/Contact.ts"
import type { EmailAddress } from "../domain/EmailAddress.ts"
import type { StoreFailure } from "../domain/errors.ts"
import type { ContactId, OrganizationId } from "../domain/Identifiers.ts"

/** The organization's contacts. */
export class Contacts extends Context.Service<
  Contacts,
  {
    /**
     * The ids of the contacts that own one of `emails` (each once). A soft-deleted contact owns none. A fixed number
     * of round trips. Inside a unit of work, what was inserted in it is seen.
     */
    readonly findByEmail: (
      organizationId: OrganizationId,
      emails: ReadonlyArray<EmailAddress>,
    ) => Effect.Effect<ReadonlyMap<EmailAddress, ContactId>, StoreFailure>

    /**
     * Stores those of `contacts` (no email twice) whose email no contact owns, with their accounts, and answers
     * how many these were. Nothing existing is changed.
     *
     * Atomic: all of them or, on any failure, none. Of two calls at once with one email, one stores it and the other
     * counts it as existing; neither fails for it, nor do they deadlock. A fixed number of round trips. Accounts and
     * contact types must exist, as `missing` says inside the same unit of work.
     */
    readonly insertNew: (
      organizationId: OrganizationId,
      contacts: ReadonlyArray<NewContact>,
    ) => Effect.Effect<number, StoreFailure>
  }
>()("@bulk-contacts/core/ports/Contacts") {}
