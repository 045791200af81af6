import { Context, type Effect, type Option, type Redacted } from "effect"
import type { StoreFailure } from "../domain/errors.ts"
import type { OrganizationId } from "../domain/Identifiers.ts"

/** Who calls. The use case does not need it; servers do. */
export class ApiKeys extends Context.Service<
  ApiKeys,
  {
    /** The organization that the key was given to; none if the key is unknown or revoked. */
    readonly organizationOf: (
      key: Redacted.Redacted<string>,
    ) => Effect.Effect<Option.Option<OrganizationId>, StoreFailure>
  }
>()("@bulk-contacts/core/ports/ApiKeys") {}
