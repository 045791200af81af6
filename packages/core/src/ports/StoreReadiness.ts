import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type { StoreFailure } from "../domain/errors.ts"

/**
 * Why the store must not be used although it can be reached, as a sentence, or null if it may be. A server that asks it is
 * not ready while there is a reason. Default: null.
 */
export const StoreReadiness = Context.Reference<Effect.Effect<string | null, StoreFailure>>(
  "@bulk-contacts/core/ports/StoreReadiness",
  { defaultValue: () => Effect.succeed(null) },
)
