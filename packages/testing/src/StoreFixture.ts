import type { AccountId, Contact, ContactTypeId, EmailAddress, OrganizationId } from "@bulk-contacts/core"
import { Context, type Effect } from "effect"

/**
 * Arranges a store for the suites and reads it back. Nothing fails: an operation that is not possible is a defect. Each
 * operation takes effect on its own, outside any unit of work, like a statement of another program.
 */
export class StoreFixture extends Context.Service<
  StoreFixture,
  {
    /** The id is always new: no test uses the organization of another. */
    readonly createOrganization: (id: OrganizationId) => Effect.Effect<void>
    /** Adds an account to an existing organization. */
    readonly createAccount: (organizationId: OrganizationId, id: AccountId) => Effect.Effect<void>
    /** Soft-deletes it, or deletes it if the store has no soft deletion. */
    readonly deleteAccount: (organizationId: OrganizationId, id: AccountId) => Effect.Effect<void>
    /** `isDefault` replaces an existing default. */
    readonly createContactType: (
      organizationId: OrganizationId,
      id: ContactTypeId,
      options: { readonly isDefault: boolean },
    ) => Effect.Effect<void>
    /** Soft-deletes it, or deletes it if the store has no soft deletion. */
    readonly deleteContactType: (organizationId: OrganizationId, id: ContactTypeId) => Effect.Effect<void>
    /** Soft-deletes the active contact that has the email. */
    readonly deleteContact: (organizationId: OrganizationId, email: EmailAddress) => Effect.Effect<void>
    /** Returns all committed contacts in the order of their ids, including soft-deleted ones. */
    readonly contacts: (organizationId: OrganizationId) => Effect.Effect<ReadonlyArray<Contact>>
  }
>()("@bulk-contacts/testing/StoreFixture") {}
