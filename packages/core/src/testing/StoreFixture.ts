import { Context, type Effect } from "effect"
import type { Contact } from "../domain/Contact.ts"
import type { EmailAddress } from "../domain/EmailAddress.ts"
import type { AccountId, ContactTypeId, OrganizationId } from "../domain/Identifiers.ts"

/**
 * What the suites need of a store beside its ports: to arrange it, and to look into it. Nothing here fails: what cannot
 * be done is a defect. Each of these takes effect on its own, as another program's statement would.
 */
export class StoreFixture extends Context.Service<
  StoreFixture,
  {
    /** Ids are fresh: no test ever uses the organization of another. */
    readonly createOrganization: (id: OrganizationId) => Effect.Effect<void>
    /** Of an organization that exists. */
    readonly createAccount: (organizationId: OrganizationId, id: AccountId) => Effect.Effect<void>
    /** Soft-deletes it, where the store has that. */
    readonly deleteAccount: (organizationId: OrganizationId, id: AccountId) => Effect.Effect<void>
    /** `isDefault` takes the place of a default that there was. */
    readonly createContactType: (
      organizationId: OrganizationId,
      id: ContactTypeId,
      options: { readonly isDefault: boolean },
    ) => Effect.Effect<void>
    /** Soft-deletes it, where the store has that. */
    readonly deleteContactType: (organizationId: OrganizationId, id: ContactTypeId) => Effect.Effect<void>
    /** Soft-deletes the contact that owns the email. */
    readonly deleteContact: (organizationId: OrganizationId, email: EmailAddress) => Effect.Effect<void>
    /** Every contact that is committed, soft-deleted ones too, by id. */
    readonly contacts: (organizationId: OrganizationId) => Effect.Effect<ReadonlyArray<Contact>>
  }
>()("@bulk-contacts/core/testing/StoreFixture") {}
