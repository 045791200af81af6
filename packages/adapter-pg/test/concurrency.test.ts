import { PostgresStore } from "@bulk-contacts/adapter-pg"
import { Contacts, type OrganizationId } from "@bulk-contacts/core"
import { layerConnection, migratedDatabase } from "@bulk-contacts/test-support/databases"
import { untilBothBlocked } from "@bulk-contacts/test-support/statements"
import { assert, layer } from "@effect/vitest"
import { Effect, Fiber, Layer, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { contactOf, createOrganization, emails, TYPE } from "./support/organization.ts"

const layerStore = Layer.unwrap(
  Effect.map(migratedDatabase, (url) =>
    Layer.merge(PostgresStore.layer({ url: Redacted.make(url) }), layerConnection(url)),
  ),
)

// Outside a unit of work, which would retry after a deadlock.
const insert = (id: OrganizationId, addresses: ReadonlyArray<string>) =>
  Contacts.use(({ insertNew }) =>
    insertNew(
      id,
      addresses.map((email) => contactOf(email)),
    ),
  )

layer(layerStore, { excludeTestServices: true })("Concurrent inserts in opposite orders", (it) => {
  it.effect("create each email once", () =>
    Effect.gen(function* () {
      const { id } = yield* createOrganization()
      const addresses = emails(1000)
      // Each has 500 of the 1,000 emails, in one order or the other.
      const inserts = Array.from({ length: 20 }, (_, i) => {
        const some = addresses.filter((_, n) => (n + i) % 1000 < 500)
        return insert(id, i % 2 === 0 ? some : some.toReversed())
      })
      const created = yield* Effect.all(inserts, { concurrency: "unbounded" })
      assert.strictEqual(
        created.reduce((sum, count) => sum + count, 0),
        519,
      )
    }),
  )

  it.effect("wait for each other at the first email they share, and do not deadlock", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const { id } = yield* createOrganization()
      const addresses = ["a@example.com", "m@example.com", "z@example.com"]
      // Both have to wait in the middle. In the order given, each would then have what the other needs.
      const holdMiddle = sql.withTransaction(
        Effect.gen(function* () {
          yield* sql`
            insert into contacts (organization_id, id, email, first_name, contact_type, created_at, updated_at)
            values (${id}, gen_random_uuid(), 'm@example.com', 'Ada', ${TYPE}, now(), now())`
          const inserts = Effect.all([insert(id, addresses), insert(id, addresses.toReversed())], { concurrency: 2 })
          const fiber = yield* Effect.forkDetach(inserts)
          yield* untilBothBlocked
          return yield* Effect.fail(fiber)
        }),
      )
      const failure = yield* Effect.flip(holdMiddle)
      if (!Fiber.isFiber(failure)) throw failure
      assert.sameMembers(yield* Fiber.join(failure), [3, 0])
    }),
  )
})
