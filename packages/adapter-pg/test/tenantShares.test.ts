import { PostgresStore } from "@bulk-contacts/adapter-pg"
import { bulkCreateContacts } from "@bulk-contacts/core"
import { layerConnection, migratedDatabase } from "@bulk-contacts/test-support/databases"
import { assert, layer } from "@effect/vitest"
import { Effect, Fiber, Layer, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { createOrganization, emails } from "./support/organization.ts"

const layerStore = Layer.unwrap(
  Effect.map(migratedDatabase, (url) =>
    Layer.merge(PostgresStore.layer({ url: Redacted.make(url), maxConnections: 4 }), layerConnection(url)),
  ),
)

/** The number of connections of the store that wait for a lock. A transaction sees a snapshot unless it is cleared. */
const waitingForLock = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`select pg_stat_clear_snapshot()`
  const [row] = yield* sql<{ readonly count: number }>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and application_name = 'bulk-contacts' and wait_event_type = 'Lock'`
  return row?.count
})

layer(layerStore, { excludeTestServices: true })("While requests of one organization wait for a lock", (it) => {
  it.effect("they use half of the connections, and another organization the others", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const one = yield* createOrganization(1)
      const other = yield* createOrganization(1)
      const create = ({ id, accountIds }: typeof one, email: string) =>
        bulkCreateContacts(id, { contacts: [email], accountIds })
      const whileLocked = Effect.gen(function* () {
        yield* sql`update accounts set name = 'locked' where organization_id = ${one.id}`
        const fibers = yield* Effect.forEach(emails(10), (email) => Effect.forkDetach(create(one, email)))
        yield* Effect.repeat(waitingForLock, { until: (count) => count === 2 })
        for (const email of emails(20)) assert.strictEqual((yield* create(other, email)).created, 1)
        assert.strictEqual(yield* waitingForLock, 2)
        return fibers
      })
      for (const fiber of yield* sql.withTransaction(whileLocked)) {
        assert.strictEqual((yield* Fiber.join(fiber)).created, 1)
      }
    }),
  )
})
