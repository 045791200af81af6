import { StagedContacts, StoreFailure, UnitOfWork } from "@bulk-contacts/core"
import { layerConnection, migratedDatabase } from "@bulk-contacts/test-support/databases"
import { assert, layer } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import { contactOf, createOrganization, emails } from "./support/organization.ts"
import { layerPostgresAt } from "./support/stores.ts"

/** The store, and a connection of another program. */
const layerBoth = Layer.unwrap(
  Effect.map(migratedDatabase, (url) => Layer.merge(layerPostgresAt(url), layerConnection(url))),
)

const countStaged = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const [row] = yield* sql<{ readonly count: number }>`select count(*)::int as count from staged_contacts`
  return row?.count
})

layer(layerBoth, { excludeTestServices: true })("Staging areas", (it) => {
  it.effect("are deleted when their scope closes, whatever happened to the stream", () =>
    Effect.gen(function* () {
      const { id } = yield* createOrganization()
      const { open } = yield* StagedContacts
      const { atomically } = yield* UnitOfWork
      const staging = Effect.scoped(
        Effect.gen(function* () {
          const stage = yield* open(id)
          yield* stage.add(emails(3).map((email) => contactOf(email)))
          assert.strictEqual(yield* countStaged, 1)
          yield* atomically(stage.insertNew)
          return yield* Effect.fail("refused")
        }),
      )
      assert.strictEqual(yield* Effect.flip(staging), "refused")
      assert.strictEqual(yield* countStaged, 0)
    }),
  )

  it.effect("that a crash of the database has emptied are a retryable failure, and nothing is stored", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const { id } = yield* createOrganization()
      const { atomically } = yield* UnitOfWork
      const stage = yield* (yield* StagedContacts).open(id)
      yield* stage.add([contactOf("ada@example.com")])
      // Recovery does this to an unlogged table.
      yield* sql`truncate staged_contacts`
      yield* stage.add([contactOf("grace@example.com")])
      for (const work of [stage.insertNew, stage.countInsertable]) {
        const failure = yield* Effect.flip(atomically(work))
        assert.isTrue(failure instanceof StoreFailure && failure.retryable)
      }
      assert.deepStrictEqual(yield* sql`select from contacts where organization_id = ${id}`, [])
    }),
  )

  it.effect("that a killed server has left are deleted a day later", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const { id } = yield* createOrganization()
      const { open } = yield* StagedContacts
      const [old, recent] = [yield* open(id), yield* open(id)]
      yield* old.add([contactOf("old@example.com")])
      yield* sql`update staged_contacts set staged_at = now() - interval '25 hours' where organization_id = ${id}`
      yield* recent.add([contactOf("recent@example.com")])
      yield* open(id)
      assert.deepStrictEqual(yield* sql`select emails from staged_contacts where organization_id = ${id}`, [
        { emails: ["recent@example.com"] },
      ])
    }),
  )
})
