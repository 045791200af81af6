import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import type { StoreFailure } from "../domain/errors.ts"
import type { ContactTypeId, OrganizationId } from "../domain/Identifiers.ts"

/** The contact types that the organization defines. */
export class ContactTypes extends Context.Service<
  ContactTypes,
  {
    /**
     * Returns those of `ids` that do not exist in the organization, in the order given. `ids` are distinct, at
     * most 10,000, and may be empty. A soft-deleted contact type does not exist. Takes one round trip. Inside a unit
     * of work, the contact types that exist cannot be deleted until it ends.
     */
    readonly missing: (
      organizationId: OrganizationId,
      ids: ReadonlyArray<ContactTypeId>,
    ) => Effect.Effect<ReadonlyArray<ContactTypeId>, StoreFailure>

    /**
     * Returns the organization's default contact type, or none. Takes one round trip. Inside a unit of work, it cannot be
     * deleted until that ends.
     */
    readonly default: (organizationId: OrganizationId) => Effect.Effect<Option.Option<ContactTypeId>, StoreFailure>
  }
>()("@bulk-contacts/core/ports/ContactTypes") {}
