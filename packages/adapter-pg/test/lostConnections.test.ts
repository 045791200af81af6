import { PostgresStore } from "@bulk-contacts/adapter-pg"
import {
  bulkCreateContacts,
  Contacts,
  EmailAddress,
  OrganizationId,
  StoreFailure,
  UnitOfWork,
} from "@bulk-contacts/core"
import { layerConnection, migratedDatabase } from "@bulk-contacts/test-support/databases"
import { terminateBackends, untilBlocked } from "@bulk-contacts/test-support/statements"
import { assert, it, layer } from "@effect/vitest"
import { Deferred, Effect, Fiber, Layer, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { createOrganization, emails } from "./support/organization.ts"

const layerStore = Layer.unwrap(
  Effect.map(migratedDatabase, (url) =>
    Layer.merge(PostgresStore.layer({ url: Redacted.make(url) }), layerConnection(url)),
  ),
)

const find = Effect.fnUntraced(function* (id: OrganizationId) {
  return yield* (yield* Contacts).findByEmail(id, [EmailAddress.make("ada0@example.com")])
})

const assertRetryable = (failure: unknown) => {
  assert.instanceOf(failure, StoreFailure)
  assert.isTrue(failure.retryable)
}

layer(layerStore, { excludeTestServices: true })("A lost connection", (it) => {
  it.effect("between requests fails at most one of them", () =>
    Effect.gen(function* () {
      const { id } = yield* createOrganization()
      yield* terminateBackends
      yield* Effect.retry(find(id), { times: 1 })
      assert.strictEqual((yield* bulkCreateContacts(id, { contacts: emails(3) })).created, 3)
    }),
  )

  it.effect("in a unit of work is a retryable failure, and nothing is stored", () =>
    Effect.gen(function* () {
      const { id } = yield* createOrganization()
      const { atomically } = yield* UnitOfWork
      const unit = atomically(
        Effect.gen(function* () {
          yield* bulkCreateContacts(id, { contacts: emails(3) })
          yield* terminateBackends
          yield* find(id)
        }),
      )
      assertRetryable(yield* Effect.flip(unit))
      assert.strictEqual((yield* bulkCreateContacts(id, { contacts: emails(3) })).created, 3)
    }),
  )

  it.effect("during a statement that waits is a retryable failure", () =>
    Effect.gen(function* () {
      const { id } = yield* createOrganization()
      const sql = yield* SqlClient.SqlClient
      const { atomically } = yield* UnitOfWork
      const create = bulkCreateContacts(id, { contacts: emails(3) })
      const stored = yield* Deferred.make<void>()
      const first = yield* Effect.forkChild(
        atomically(create.pipe(Effect.andThen(Deferred.succeed(stored, undefined)), Effect.andThen(Effect.never))),
      )
      yield* Deferred.await(stored)
      const second = yield* Effect.forkChild(create)
      yield* sql`select pg_terminate_backend(${yield* untilBlocked}, 5000)`
      assertRetryable(yield* Effect.flip(Fiber.join(second)))
      yield* Fiber.interrupt(first)
      assert.strictEqual((yield* create).created, 3)
    }),
  )
})

it.live("A server that cannot be reached is a retryable failure", () =>
  Effect.gen(function* () {
    const nobody = Layer.suspend(() =>
      PostgresStore.layer({ url: Redacted.make("postgres://postgres@127.0.0.1:1/postgres") }),
    )
    const id = OrganizationId.make("org")
    yield* Effect.gen(function* () {
      assertRetryable(yield* Effect.flip(find(id)))
      assertRetryable(yield* Effect.flip((yield* UnitOfWork).atomically(find(id))))
    }).pipe(Effect.provide(nobody))
  }),
)
