import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { StoreFailure } from "../domain/errors.ts"
import type { AccountId, OrganizationId } from "../domain/Identifiers.ts"

/**
 * The organization's customer companies.
 *
 * @example
 * ```ts
 * import { AccountId, Accounts, OrganizationId } from "@bulk-contacts/core/ports"
 * import { Effect, Layer } from "effect"
 *
 * const known = new Set(["A1", "A2"])
 * const layerAccounts = Layer.succeed(Accounts, {
 *   missing: (_organizationId, ids) => Effect.succeed(ids.filter((id) => !known.has(id))),
 * })
 *
 * const missing = Accounts.use(({ missing }) =>
 *   missing(OrganizationId.make("acme"), [AccountId.make("A1"), AccountId.make("A9")]),
 * )
 * console.log((await Effect.runPromise(Effect.provide(missing, layerAccounts))).join()) // A9
 * ```
 */
export class Accounts extends Context.Service<
  Accounts,
  {
    /**
     * Returns those of `ids` that do not exist in the organization, in the order given. `ids` are distinct, at
     * most 10,000, and may be empty. A soft-deleted account does not exist. Takes one round trip. Inside a unit of
     * work, the accounts that exist cannot be deleted until it ends.
     */
    readonly missing: (
      organizationId: OrganizationId,
      ids: ReadonlyArray<AccountId>,
    ) => Effect.Effect<ReadonlyArray<AccountId>, StoreFailure>
  }
>()("@bulk-contacts/core/ports/Accounts") {}
