import { ApiKeys } from "@bulk-contacts/core"
import { Effect, Layer, Option, Redacted } from "effect"
import { Authentication, CurrentOrganization } from "../api/ApiKeyAuthentication.ts"
import { Unauthorized } from "../api/errors.ts"
import { answerStoreFailure } from "../storeFailureResponse.ts"

/** Authentication by the keys of the `ApiKeys` port. */
export const apiKeyAuthentication = Layer.effect(
  Authentication,
  Effect.gen(function* () {
    const apiKeys = yield* ApiKeys
    return {
      ApiKey: Effect.fnUntraced(function* (httpEffect, { credential }) {
        // A missing header arrives as an empty key.
        const organizationId =
          Redacted.value(credential) === ""
            ? Option.none()
            : yield* Effect.catchTag(apiKeys.organizationOf(credential), "StoreFailure", answerStoreFailure)
        if (Option.isNone(organizationId)) return yield* new Unauthorized({ message: "Invalid API key" })
        return yield* Effect.provideService(httpEffect, CurrentOrganization, organizationId.value)
      }),
    }
  }),
)
