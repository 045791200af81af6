import { PostgresStore } from "@bulk-contacts/adapter-pg"
import { layerConnection, migratedDatabase } from "@bulk-contacts/test-support/databases"
import { times } from "@bulk-contacts/test-support/times"
import { bulkCreateSuite, idempotencySuite, streamSuite } from "@bulk-contacts/testing"
import { it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import * as vitest from "vitest"
import { layerFixture } from "./support/layerFixture.ts"
import { hasPgBouncer, throughPgBouncer } from "./support/pgBouncer.ts"

const layerStore = Layer.unwrap(
  Effect.gen(function* () {
    const url = yield* migratedDatabase
    const pooled = yield* throughPgBouncer(url)
    return layerFixture.pipe(
      Layer.provide(layerConnection(url)),
      Layer.provideMerge(PostgresStore.layer({ url: Redacted.make(pooled) })),
    )
  }),
)

if (hasPgBouncer) {
  bulkCreateSuite("Bulk creates through PgBouncer in transaction mode", layerStore, {
    runner: vitest,
    runs: times(3, 10),
  })
  idempotencySuite("Idempotency keys through PgBouncer in transaction mode", layerStore, {
    runner: vitest,
    runs: times(3, 10),
  })
  streamSuite("Streams through PgBouncer in transaction mode", layerStore, { runner: vitest, runs: times(3, 10) })
} else {
  it.skip("PgBouncer in transaction mode: skipped, because no pgbouncer is installed here", () => {})
}
