import { PostgresStore } from "@bulk-contacts/adapter-pg"
import { bulkCreateContacts } from "@bulk-contacts/core"
import { layerConnection, migratedDatabase } from "@bulk-contacts/test-support/databases"
import { assert, layer } from "@effect/vitest"
import { Effect, Fiber, Layer, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { createOrganization, emails } from "./support/organization.ts"
import { layerPglite } from "./support/stores.ts"

const layerStore = Layer.unwrap(
  Effect.map(migratedDatabase, (url) =>
    Layer.merge(PostgresStore.layer({ url: Redacted.make(url), maxConnections: 4 }), layerConnection(url)),
  ),
)

/** Requests with this option share no transaction, and wait for a lock until they have it. */
const ALONE = { outcomes: true }

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
        bulkCreateContacts(id, { contacts: [email], accountIds }, ALONE)
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

layer(layerPglite, { excludeTestServices: true })("While requests wait for PGlite", (it) => {
  it.effect("the event loop turns, so that those of other clients arrive", () =>
    Effect.gen(function* () {
      const { id } = yield* createOrganization()
      let turns = 0
      const count = Effect.forever(
        Effect.andThen(
          turnOfTheLoop,
          Effect.sync(() => turns++),
        ),
      )
      const counting = yield* Effect.forkDetach(count)
      yield* Effect.forEach(emails(20), (email) => bulkCreateContacts(id, { contacts: [email] }, ALONE), {
        concurrency: "unbounded",
      })
      yield* Fiber.interrupt(counting)
      assert.isAbove(turns, 20)
    }),
  )

  it.effect("organizations take turns", () =>
    Effect.gen(function* () {
      const one = yield* createOrganization()
      const other = yield* createOrganization()
      const done: Array<string> = []
      const create =
        ({ id }: typeof one, name: string) =>
        (email: string) =>
          Effect.map(bulkCreateContacts(id, { contacts: [email] }, ALONE), () => void done.push(name))
      const fibers = yield* Effect.forEach(emails(20), (email) => Effect.forkDetach(create(one, "one")(email)))
      for (const email of emails(3)) yield* create(other, "other")(email)
      assert.isBelow(done.lastIndexOf("other"), 15, done.join())
      yield* Effect.forEach(fibers, Fiber.join)
    }),
  )
})

const turnOfTheLoop = Effect.callback<void>((resume) => {
  setImmediate(() => resume(Effect.void))
})
