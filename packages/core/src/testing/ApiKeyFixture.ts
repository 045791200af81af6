import { Context, type Effect, type Redacted } from "effect"
import type { OrganizationId } from "../domain/Identifiers.ts"

/** What the suite of `ApiKeys` needs beside it. As in `StoreFixture`, nothing here fails. */
export class ApiKeyFixture extends Context.Service<
  ApiKeyFixture,
  {
    /** A fresh key of the organization. */
    readonly createApiKey: (organizationId: OrganizationId) => Effect.Effect<Redacted.Redacted<string>>
    /** Takes a key that `createApiKey` has answered. */
    readonly revokeApiKey: (key: Redacted.Redacted<string>) => Effect.Effect<void>
  }
>()("@bulk-contacts/core/testing/ApiKeyFixture") {}
