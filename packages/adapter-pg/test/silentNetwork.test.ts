import { PostgresStore } from "@bulk-contacts/adapter-pg"
import { type BulkCreateOptions, bulkCreateContactStream, bulkCreateContacts, StoreFailure } from "@bulk-contacts/core"
import { migratedDatabase } from "@bulk-contacts/test-support/databases"
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Fiber, Redacted, Stream } from "effect"
import { TestClock } from "effect/testing"
import { TimeLimit } from "../src/connection/TimeLimit.ts"
import { createOrganization, emails } from "./support/organization.ts"
import { type Lost, silentProxy } from "./support/silentProxy.ts"

const withStore = <A, E, R>(url: string, maxConnections: number, effect: Effect.Effect<A, E, R>) =>
  Effect.provide(effect, PostgresStore.layer({ url: Redacted.make(url), maxConnections }), { local: true })

/** Takes every connection that an organization may use of a pool of four. */
const twoAtOnce = <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.all([effect, effect], { concurrency: 2 })

/** Requests with this option are not sent at once, and do not wait for each other. */
const stepByStep = { outcomes: true }

describe("A network that falls silent", () => {
  const atOnce = {}
  const cases: ReadonlyArray<{
    options: BulkCreateOptions
    at: string
    lost: Lost
    createdLater: ReadonlyArray<number>
  }> = [
    { options: stepByStep, at: "begin isolation", lost: "message", createdLater: [3] },
    { options: stepByStep, at: "begin isolation", lost: "response", createdLater: [3] },
    { options: stepByStep, at: 'insert into "bulk_contacts"."contacts"', lost: "message", createdLater: [3] },
    { options: stepByStep, at: 'insert into "bulk_contacts"."contacts"', lost: "response", createdLater: [3] },
    { options: stepByStep, at: "commit\0", lost: "message", createdLater: [3] },
    { options: stepByStep, at: "commit\0", lost: "response", createdLater: [0] },
    { options: atOnce, at: "begin isolation", lost: "message", createdLater: [3] },
    // The server may have carried out all of it before it is told to cancel, or nothing.
    { options: atOnce, at: "commit\0", lost: "response", createdLater: [0, 3] },
  ]
  for (const { options, at, lost, createdLater } of cases) {
    it.effect(
      `at "${at.replace("\0", "")}"${options === atOnce ? " of a request sent at once" : ""}, whose ${lost} is lost, is a retryable failure, and later requests succeed`,
      () =>
        Effect.gen(function* () {
          const database = yield* migratedDatabase
          const { id } = yield* withStore(database, 1, createOrganization())
          const proxy = yield* silentProxy(database, at, lost)
          const create = bulkCreateContacts(id, { contacts: emails(3) }, options)
          yield* withStore(
            proxy.url,
            1,
            Effect.gen(function* () {
              const fiber = yield* Effect.forkChild(create)
              yield* proxy.untilSilent
              yield* TestClock.adjust("35 seconds")
              const failure = yield* Effect.flip(Fiber.join(fiber))
              assert.instanceOf(failure, StoreFailure)
              assert.isTrue(failure.retryable)
              assert.include(createdLater, (yield* create).created)
            }),
          )
        }),
    )
  }

  it.effect("at a rollback does not hold up the request", () =>
    Effect.gen(function* () {
      const database = yield* migratedDatabase
      const { id } = yield* withStore(database, 1, createOrganization())
      const proxy = yield* silentProxy(database, "rollback", "message")
      yield* withStore(
        proxy.url,
        1,
        Effect.gen(function* () {
          const fiber = yield* Effect.forkChild(
            bulkCreateContacts(id, { contacts: emails(1), accountIds: ["nowhere"] }),
          )
          yield* proxy.untilSilent
          yield* TestClock.adjust("35 seconds")
          assert.strictEqual((yield* Fiber.await(fiber))._tag, "Failure")
          assert.strictEqual((yield* bulkCreateContacts(id, { contacts: emails(1) })).created, 1)
        }),
      )
    }),
  )

  it.effect("during a stream fails it, and the next one succeeds", () =>
    Effect.gen(function* () {
      const database = yield* migratedDatabase
      const { id } = yield* withStore(database, 1, createOrganization())
      const proxy = yield* silentProxy(database, 'insert into "bulk_contacts"."staged_contacts"', "message")
      const create = Effect.scoped(
        bulkCreateContactStream(id, Stream.fromIterable(emails(3).map((email) => ({ contact: { email } }))), {}),
      )
      yield* withStore(
        proxy.url,
        1,
        Effect.gen(function* () {
          const fiber = yield* Effect.forkChild(create)
          yield* proxy.untilSilent
          yield* TestClock.adjust("35 seconds")
          assert.instanceOf(yield* Effect.flip(Fiber.join(fiber)), StoreFailure)
          assert.strictEqual((yield* create).created, 3)
        }),
      )
    }),
  )

  it.effect("on a new connection does not keep the pool from opening others", () =>
    Effect.gen(function* () {
      const database = yield* migratedDatabase
      const { id } = yield* withStore(database, 1, createOrganization())
      const proxy = yield* silentProxy(database, "pg_backend_pid", "message")
      yield* withStore(
        proxy.url,
        4,
        Effect.gen(function* () {
          const create = bulkCreateContacts(id, { contacts: emails(1) }, stepByStep)
          const first = yield* Effect.forkChild(create)
          yield* proxy.untilSilent
          // The clock stands still: it would never end if it waited for the first connection.
          assert.strictEqual((yield* create).created, 1)
          yield* TestClock.adjust("35 seconds")
          assert.instanceOf(yield* Effect.flip(Fiber.join(first)), StoreFailure)
        }),
      )
    }),
  )

  it.effect("is noticed once: connections that are as old as the silent one are replaced before they are used", () =>
    Effect.gen(function* () {
      const database = yield* migratedDatabase
      const organizations = yield* withStore(database, 1, twoAtOnce(createOrganization()))
      const [first, second] = organizations
      const proxy = yield* silentProxy(database, 'insert into "bulk_contacts"."contacts"', "message")
      yield* withStore(
        proxy.url,
        4,
        Effect.gen(function* () {
          yield* twoAtOnce(bulkCreateContacts(first.id, { contacts: emails(1) }, { dryRun: true }))
          const fiber = yield* Effect.forkChild(bulkCreateContacts(first.id, { contacts: emails(1) }))
          yield* proxy.untilSilent
          yield* TestClock.adjust("35 seconds")
          assert.instanceOf(yield* Effect.flip(Fiber.join(fiber)), StoreFailure)
          // The clock stands still: a request on the other silent connection would never end.
          const created = yield* twoAtOnce(bulkCreateContacts(second.id, { contacts: emails(2) }))
          assert.strictEqual(
            created.reduce((sum, { created }) => sum + created, 0),
            2,
          )
        }),
      )
    }),
  )
})

describe("A pool whose connections are all taken", () => {
  it.effect("is a retryable failure after 35 seconds", () =>
    Effect.gen(function* () {
      const database = yield* migratedDatabase
      const { id } = yield* withStore(database, 1, createOrganization())
      const proxy = yield* silentProxy(database, 'insert into "bulk_contacts"."contacts"', "message")
      yield* withStore(
        proxy.url,
        1,
        Effect.gen(function* () {
          const create = Effect.flip(bulkCreateContacts(id, { contacts: emails(1) }, stepByStep))
          // It has the connection for longer than the second one waits.
          const first = yield* Effect.forkChild(Effect.provideService(create, TimeLimit, Duration.seconds(36)))
          yield* proxy.untilSilent
          const second = yield* Effect.forkChild(create, { startImmediately: true })
          yield* TestClock.adjust("35 seconds")
          assert.instanceOf(yield* Fiber.join(second), StoreFailure)
          yield* TestClock.adjust("1 second")
          assert.instanceOf(yield* Fiber.join(first), StoreFailure)
        }),
      )
    }),
  )
})
