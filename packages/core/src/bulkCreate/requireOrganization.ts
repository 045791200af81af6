import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import type { ReferenceNotFound, StoreFailure } from "../domain/errors.ts"
import type { OrganizationId } from "../domain/Identifiers.ts"
import { abbreviate } from "../domain/newId.ts"
import { Organizations } from "../ports/Organizations.ts"

interface Counts {
  readonly total: number
  readonly invalid?: number
}

/**
 * An organization that does not exist has no accounts and no contact types, so nothing could be created in it. Then the
 * caller has made a mistake, not whoever sent the contacts: it is a defect that names the organization.
 */
export const requireOrganization =
  (organizationId: OrganizationId) =>
  <A extends Counts, E, R>(carryOut: Effect.Effect<A, E | ReferenceNotFound | StoreFailure, R>) =>
    carryOut.pipe(
      Effect.tap(({ total, invalid }) => (invalid === total ? dieIfUnknown(organizationId) : Effect.void)),
      Effect.tapError((error) =>
        Predicate.isTagged(error, "ReferenceNotFound") ? dieIfUnknown(organizationId) : Effect.void,
      ),
    )

const dieIfUnknown = Effect.fnUntraced(function* (organizationId: OrganizationId) {
  const organizations = yield* Organizations
  if (organizations === null || (yield* organizations.exists(organizationId))) return
  return yield* Effect.die(new Error(`The organization ${abbreviate(organizationId)} does not exist`))
})
