import { Context, type Effect } from "effect"
import type { StoreFailure } from "../domain/errors.ts"
import type { AccountId, OrganizationId } from "../domain/Identifiers.ts"

/** The organization's customer companies. */
export class Accounts extends Context.Service<
  Accounts,
  {
    /**
     * Those of `ids` (each once) that are no accounts of the organization, in the order given. A soft-deleted account
     * does not exist. One round trip, however many ids. Inside a unit of work, those found stay until it ends.
     */
    readonly missing: (
      organizationId: OrganizationId,
      ids: ReadonlyArray<AccountId>,
    ) => Effect.Effect<ReadonlyArray<AccountId>, StoreFailure>
  }
>()("@bulk-contacts/core/ports/Accounts") {}
