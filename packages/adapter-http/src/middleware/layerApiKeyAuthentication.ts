import { ApiKeys } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import type { HttpServerResponse } from "effect/http/HttpServerResponse"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import type * as Types from "effect/Types"
import { ApiKeyAuthentication } from "../api/ApiKeyAuthentication.ts"
import { CurrentOrganization } from "../api/CurrentOrganization.ts"
import { Unauthorized } from "../api/errors.ts"
import { storeFailureResponse } from "../responses.ts"

/** Authenticates by the keys of the `ApiKeys` port. */
export const layerApiKeyAuthentication = Layer.effect(
  ApiKeyAuthentication,
  Effect.gen(function* () {
    const apiKeys = yield* ApiKeys
    // A missing header arrives as an empty key.
    const organizationOf = (key: Redacted.Redacted) =>
      Redacted.value(key) === ""
        ? Effect.succeedNone
        : Effect.catchTag(apiKeys.organizationOf(key), "StoreFailure", storeFailureResponse)
    return {
      ApiKey: (httpEffect, { credential }) =>
        Effect.flatMap(
          organizationOf(credential),
          (organizationId): Effect.Effect<HttpServerResponse, Unauthorized | Types.unhandled> =>
            Option.isNone(organizationId)
              ? Effect.fail(new Unauthorized({ message: "Invalid API key" }))
              : Effect.provideService(httpEffect, CurrentOrganization, organizationId.value),
        ),
    }
  }),
)
