import { Contacts, StoreFailure, UnitOfWork } from "@bulk-contacts/core"
import { migratedDatabase } from "@bulk-contacts/test-support/databases"
import { PgClient } from "@effect/sql-pg"
import { assert, layer } from "@effect/vitest"
import { Effect, Exit, Layer, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { runStatement } from "../src/connection/runStatement.ts"
import { layerPorts } from "../src/layerPorts.ts"
import { contactOf, createOrganization } from "./support/organization.ts"

/** The ports and their client. */
const layerOpen = Layer.unwrap(
  Effect.map(migratedDatabase, (url) =>
    Layer.provideMerge(layerPorts(), PgClient.layer({ url: Redacted.make(url), prepare: false })),
  ),
)

const raise = (sqlState: string) =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    runStatement(sql.unsafe(`do $$ begin raise exception using errcode = '${sqlState}'; end $$`)),
  )

layer(layerOpen, { excludeTestServices: true })("A unit of work", (it) => {
  it.effect("has its own isolation level and timeouts", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const settings = sql`
        select
          current_setting('transaction_isolation') as isolation,
          current_setting('lock_timeout') as lock,
          current_setting('statement_timeout') as statement,
          current_setting('idle_in_transaction_session_timeout') as idle`
      const before = yield* settings
      const inside = yield* (yield* UnitOfWork).atomically(settings)
      assert.deepStrictEqual(inside, [{ isolation: "read committed", lock: "10s", statement: "30s", idle: "30s" }])
      assert.deepStrictEqual(yield* settings, before)
    }),
  )

  for (const [what, sqlState] of [
    ["a deadlock", "40P01"],
    ["a serialization failure", "40001"],
  ] as const) {
    it.effect(`runs again after ${what}, with the effect of running once`, () =>
      Effect.gen(function* () {
        const { id } = yield* createOrganization()
        const contacts = yield* Contacts
        let attempts = 0
        const unit = Effect.gen(function* () {
          const inserted = yield* contacts.insertNew(id, [contactOf("ada@example.com")])
          if (++attempts < 5) yield* raise(sqlState)
          return inserted
        })
        assert.strictEqual(yield* (yield* UnitOfWork).atomically(unit), 1)
        assert.strictEqual(attempts, 5)
      }),
    )
  }

  it.effect("stores nothing if one of its statements has failed, even if that was ignored", () =>
    Effect.gen(function* () {
      const { id } = yield* createOrganization()
      const contacts = yield* Contacts
      const unit = Effect.andThen(contacts.insertNew(id, [contactOf("ada@example.com")]), Effect.ignore(raise("XX000")))
      assert.isTrue(Exit.isFailure(yield* Effect.exit((yield* UnitOfWork).atomically(unit))))
      assert.strictEqual(yield* contacts.insertNew(id, [contactOf("ada@example.com")]), 1)
    }),
  )

  it.effect("fails after five attempts", () =>
    Effect.gen(function* () {
      let attempts = 0
      const unit = Effect.andThen(
        Effect.sync(() => attempts++),
        raise("40P01"),
      )
      const failure = yield* Effect.flip((yield* UnitOfWork).atomically(unit))
      assert.instanceOf(failure, StoreFailure)
      assert.isTrue(failure.retryable)
      assert.strictEqual(attempts, 5)
    }),
  )

  it.effect("runs again as a whole after a conflict in a nested one", () =>
    Effect.gen(function* () {
      const { atomically } = yield* UnitOfWork
      const attempts = { outer: 0, inner: 0 }
      const inner = Effect.suspend(() => (++attempts.inner < 3 ? raise("40001") : Effect.void))
      yield* atomically(
        Effect.suspend(() => {
          attempts.outer++
          return atomically(inner)
        }),
      )
      assert.deepStrictEqual(attempts, { outer: 3, inner: 3 })
    }),
  )

  it.effect("tells whether a failure is retryable", () =>
    Effect.gen(function* () {
      const { atomically } = yield* UnitOfWork
      const states = {
        "53300": true,
        "55P03": true,
        "57014": true,
        "57P01": true,
        "25006": true,
        "42501": false,
        XX000: true,
      }
      for (const [sqlState, retryable] of Object.entries(states)) {
        const failure = yield* Effect.flip(atomically(raise(sqlState)))
        assert.instanceOf(failure, StoreFailure)
        assert.strictEqual(failure.retryable, retryable, sqlState)
      }
    }),
  )

  it.effect("dies of a programming error", () =>
    Effect.gen(function* () {
      const { id } = yield* createOrganization()
      const { atomically } = yield* UnitOfWork
      const sql = yield* SqlClient.SqlClient
      const contacts = yield* Contacts
      const mistakes: ReadonlyArray<Effect.Effect<unknown, StoreFailure>> = [
        contacts.insertNew(id, [contactOf("ada@example.com", ["no such account"])]),
        runStatement(sql`select nothing from nowhere`),
        runStatement(sql`select ${Symbol()}`),
      ]
      for (const mistake of mistakes) {
        assert.isTrue(Exit.hasDies(yield* Effect.exit(atomically(mistake))))
      }
    }),
  )
})
