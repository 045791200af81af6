import type { OrganizationId, StoreFailure } from "@bulk-contacts/core/ports"
import type * as Effect from "effect/Effect"
import type { OrganizationNotFound } from "./Administration.ts"

/** Runs `change` atomically while no other administrator changes the organization. */
export type InOrganization = <A, E>(
  id: OrganizationId,
  change: Effect.Effect<A, E>,
) => Effect.Effect<A, E | OrganizationNotFound | StoreFailure>
