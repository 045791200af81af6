import type { OrganizationId, StoreFailure } from "@bulk-contacts/core"
import type { Effect } from "effect"
import type { OrganizationNotFound } from "./Administration.ts"

/** Runs `change` atomically while no other administrator changes the organization. */
export type InOrganization = <A, E>(
  id: OrganizationId,
  change: Effect.Effect<A, E>,
) => Effect.Effect<A, E | OrganizationNotFound | StoreFailure>
