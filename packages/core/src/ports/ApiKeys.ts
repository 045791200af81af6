import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import type * as Redacted from "effect/Redacted"
import type { StoreFailure } from "../domain/errors.ts"
import type { OrganizationId } from "../domain/Identifiers.ts"

/** Tells servers who is calling. The use case does not need it. */
export class ApiKeys extends Context.Service<
  ApiKeys,
  {
    /** Returns the organization to which the key belongs, or none if the key is unknown or revoked. */
    readonly organizationOf: (
      key: Redacted.Redacted<string>,
    ) => Effect.Effect<Option.Option<OrganizationId>, StoreFailure>
  }
>()("@bulk-contacts/core/ports/ApiKeys") {}
