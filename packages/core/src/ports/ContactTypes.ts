import { Context, type Effect, type Option } from "effect"
import type { StoreFailure } from "../domain/errors.ts"
import type { ContactTypeId, OrganizationId } from "../domain/Identifiers.ts"

/** The contact types that the organization defines. */
export class ContactTypes extends Context.Service<
  ContactTypes,
  {
    /**
     * Those of `ids` (each once) that are no contact types of the organization, in the order given. One round trip,
     * however many ids. Inside a unit of work, those found stay until it ends.
     */
    readonly missing: (
      organizationId: OrganizationId,
      ids: ReadonlyArray<ContactTypeId>,
    ) => Effect.Effect<ReadonlyArray<ContactTypeId>, StoreFailure>

    /** The organization's default contact type. One round trip. Inside a unit of work, it stays until that ends. */
    readonly default: (organizationId: OrganizationId) => Effect.Effect<Option.Option<ContactTypeId>, StoreFailure>
  }
>()("@bulk-contacts/core/ports/ContactTypes") {}
