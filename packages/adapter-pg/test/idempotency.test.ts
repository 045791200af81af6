import { PostgresStore } from "@bulk-contacts/adapter-pg"
import { IdempotencyKeyInUse, IdempotencyRecords, UnitOfWork } from "@bulk-contacts/core"
import { migratedDatabase } from "@bulk-contacts/test-support/databases"
import { times } from "@bulk-contacts/test-support/times"
import { idempotencySuite } from "@bulk-contacts/testing"
import { assert, it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import * as vitest from "vitest"
import { createOrganization } from "./support/organization.ts"
import { layerPglite, layerPostgres } from "./support/stores.ts"

idempotencySuite("Idempotency keys on PostgresStore", layerPostgres, { runner: vitest, runs: times(5, 50) })
idempotencySuite("Idempotency keys on PgliteStore", layerPglite, { runner: vitest, runs: times(3, 15) })

it.live("An idempotency key is in use while another process has it", () =>
  Effect.gen(function* () {
    const url = yield* migratedDatabase
    const open = () => Layer.build(PostgresStore.layer({ url: Redacted.make(url) }))
    const [ours, theirs] = [yield* open(), yield* open()]
    const { id } = yield* Effect.provideContext(createOrganization(), ours)
    const find = IdempotencyRecords.use((records) => records.find(id, "key", new Date(0)))
    const whileHeld = Effect.andThen(find, Effect.flip(Effect.provideContext(find, theirs)))
    const failure = yield* Effect.provideContext(
      UnitOfWork.use(({ atomically }) => atomically(whileHeld)),
      ours,
    )
    assert.deepStrictEqual(failure, new IdempotencyKeyInUse())
  }),
)
