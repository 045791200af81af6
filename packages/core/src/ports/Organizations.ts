import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { StoreFailure } from "../domain/errors.ts"
import type { OrganizationId } from "../domain/Identifiers.ts"

/** Which organizations there are. */
export interface OrganizationsShape {
  /** Whether the organization exists. Takes one round trip. */
  readonly exists: (organizationId: OrganizationId) => Effect.Effect<boolean, StoreFailure>
}

/**
 * Null, the default, if the store cannot tell. It is asked only if a request refers to what does not exist, to find out
 * whether the reason is that its organization does not exist.
 */
export const Organizations = Context.Reference<OrganizationsShape | null>("@bulk-contacts/core/ports/Organizations", {
  defaultValue: () => null,
})
