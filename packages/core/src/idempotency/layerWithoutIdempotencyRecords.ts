import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { IdempotencyRecords } from "../ports/IdempotencyRecords.ts"

/** For stores that have no idempotency records: a bulk create with an idempotency key is then a defect. */
export const layerWithoutIdempotencyRecords: Layer.Layer<IdempotencyRecords> = Layer.sync(IdempotencyRecords, () =>
  withoutIdempotencyRecords(),
)

export const withoutIdempotencyRecords = (): IdempotencyRecords["Service"] => ({
  claims: new Set(),
  find: () => notSupported,
  read: () => notSupported,
  store: () => notSupported,
  // No import has a key.
  removeOfImport: () => Effect.void,
  removeOlderThan: () => notSupported,
})

const notSupported = Effect.die(
  new Error("Idempotency keys need the port `idempotencyRecords`, which this store lacks"),
)
