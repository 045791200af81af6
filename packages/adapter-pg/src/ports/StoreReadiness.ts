import { StoreReadiness } from "@bulk-contacts/core/ports"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Statements } from "../connection/Statements.ts"
import { readSchemaState } from "../migrations/readSchemaState.ts"

/** Not ready once a later release has changed the schema so that this one cannot use it. */
export const layerStoreReadiness = Layer.effect(
  StoreReadiness,
  Effect.gen(function* () {
    const { run } = yield* Statements
    return readSchemaState(run).pipe(
      Effect.as(null),
      Effect.catchTag("ReleaseTooOld", ({ message }) => Effect.succeed(message)),
    )
  }),
)
