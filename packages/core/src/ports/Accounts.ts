import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { StoreFailure } from "../domain/errors.ts"
import type { AccountId, OrganizationId } from "../domain/Identifiers.ts"

/** The organization's customer companies. */
export class Accounts extends Context.Service<
  Accounts,
  {
    /**
     * Returns those of `ids` that do not exist in the organization, in the order given. `ids` are distinct and may be
     * empty. A soft-deleted account does not exist. Takes one round trip, however many ids there are. Inside a unit of
     * work, the accounts that exist cannot be deleted until it ends.
     */
    readonly missing: (
      organizationId: OrganizationId,
      ids: ReadonlyArray<AccountId>,
    ) => Effect.Effect<ReadonlyArray<AccountId>, StoreFailure>
  }
>()("@bulk-contacts/core/ports/Accounts") {}
