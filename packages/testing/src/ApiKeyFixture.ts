import type { OrganizationId } from "@bulk-contacts/core"
import { Context, type Effect, type Redacted } from "effect"

/** Arranges API keys for the suite of `ApiKeys`. Like `StoreFixture`, it never fails. */
export class ApiKeyFixture extends Context.Service<
  ApiKeyFixture,
  {
    /** Creates a new key of the organization. */
    readonly createApiKey: (organizationId: OrganizationId) => Effect.Effect<Redacted.Redacted<string>>
    /** Revokes a key that `createApiKey` returned. */
    readonly revokeApiKey: (key: Redacted.Redacted<string>) => Effect.Effect<void>
  }
>()("@bulk-contacts/testing/ApiKeyFixture") {}
