import { ApiKeys } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import { ApiKeyAuthentication } from "../api/ApiKeyAuthentication.ts"
import { CurrentOrganization } from "../api/CurrentOrganization.ts"
import { Unauthorized } from "../api/errors.ts"
import { storeFailureResponse } from "../responses.ts"

/** Authenticates by the keys of the `ApiKeys` port. */
export const layerApiKeyAuthentication = Layer.effect(
  ApiKeyAuthentication,
  Effect.gen(function* () {
    const apiKeys = yield* ApiKeys
    return {
      ApiKey: Effect.fnUntraced(function* (httpEffect, { credential }) {
        // A missing header arrives as an empty key.
        const organizationId =
          Redacted.value(credential) === ""
            ? Option.none()
            : yield* Effect.catchTag(apiKeys.organizationOf(credential), "StoreFailure", storeFailureResponse)
        if (Option.isNone(organizationId)) return yield* new Unauthorized({ message: "Invalid API key" })
        return yield* Effect.provideService(httpEffect, CurrentOrganization, organizationId.value)
      }),
    }
  }),
)
