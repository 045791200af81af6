import { PostgresStore } from "@bulk-contacts/adapter-pg"
import { type AccountId, Accounts, bulkCreateContacts, type OrganizationId } from "@bulk-contacts/core"
import { layerConnection, migratedDatabase } from "@bulk-contacts/test-support/databases"
import { untilBlocked, untilNoneBlocked } from "@bulk-contacts/test-support/statements"
import { assert, it, layer } from "@effect/vitest"
import { Effect, Fiber, Layer, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { layerPostgresClient } from "../src/connection/PostgresClient.ts"
import { createOrganization, emails } from "./support/organization.ts"
import { hasPgBouncer, throughPgBouncer } from "./support/pgBouncer.ts"

/** The number of statements that the server has prepared for a connection to the URL. */
const prepared = Effect.fnUntraced(
  function* (_url: string) {
    const sql = yield* SqlClient.SqlClient
    const [row] = yield* sql<{ readonly count: number }>`select count(*)::int as count from pg_prepared_statements`
    return row?.count
  },
  (effect, url) =>
    Effect.provide(
      effect,
      layerPostgresClient({ url: Redacted.make(url), maxConnections: 1, applicationName: "test" }),
    ),
)

it.live("The client prepares statements on a direct session", () =>
  Effect.gen(function* () {
    assert.strictEqual(yield* prepared(yield* migratedDatabase), 1)
  }),
)

it.live.skipIf(!hasPgBouncer)("The client prepares no statements through a pooler", () =>
  Effect.gen(function* () {
    assert.strictEqual(yield* prepared(yield* throughPgBouncer(yield* migratedDatabase)), 0)
  }),
)

const layerStore = Layer.unwrap(
  Effect.map(migratedDatabase, (url) =>
    Layer.merge(PostgresStore.layer({ url: Redacted.make(url), maxConnections: 1 }), layerConnection(url)),
  ),
)

layer(layerStore, { excludeTestServices: true })("Interrupting what waits for a lock", (it) => {
  const interrupted = {
    "a request": (id: OrganizationId, accountIds: ReadonlyArray<AccountId>) =>
      bulkCreateContacts(id, { contacts: emails(1), accountIds }),
    // Outside a transaction no timeout would end it.
    "a statement": (id: OrganizationId, accountIds: ReadonlyArray<AccountId>) =>
      Effect.flatMap(Accounts, ({ missing }) => missing(id, accountIds)),
  }
  for (const [what, waiting] of Object.entries(interrupted)) {
    it.effect(`cancels it in the database too, and frees the only connection: ${what}`, () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const { id, accountIds } = yield* createOrganization(1)
        yield* sql.withTransaction(
          Effect.gen(function* () {
            yield* sql`update accounts set deleted_at = now() where organization_id = ${id}`
            const fiber = yield* Effect.forkChild(waiting(id, accountIds))
            yield* untilBlocked
            yield* Fiber.interrupt(fiber)
            assert.strictEqual((yield* bulkCreateContacts(id, { contacts: emails(1) })).created, 1)
            yield* untilNoneBlocked
          }),
        )
      }),
    )
  }
})
