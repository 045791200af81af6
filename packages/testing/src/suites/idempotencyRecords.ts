import {
  IdempotencyKeyInUse,
  type IdempotencyRecord,
  IdempotencyRecords,
  type OrganizationId,
  UnitOfWork,
} from "@bulk-contacts/core"
import { Deferred, Effect, Fiber, Option, Result } from "effect"
import { arrangeOrganization, newContact } from "../arrange.ts"
import { assert } from "../assert.ts"
import { makeSuite, requiring } from "../Suite.ts"

const longAgo = new Date(0)

const record = (fields: Partial<IdempotencyRecord> = {}): IdempotencyRecord => ({
  fingerprint: "0".repeat(64),
  result: { total: 3, created: 2, skipped: 1 },
  createdAt: new Date("2024-02-29T12:34:56.789Z"),
  ...fields,
})

const flaw = { field: "accountIds", id: "X1", code: "account_not_found", message: "Account not found: X1" } as const

const find = Effect.fnUntraced(function* (organization: OrganizationId, key: string, since: Date = longAgo) {
  const records = yield* IdempotencyRecords
  return yield* (yield* UnitOfWork).atomically(records.find(organization, key, since))
})

/** As a caller must: the key is asked for first, in the same unit of work. */
const store = Effect.fnUntraced(function* (organization: OrganizationId, key: string, record: IdempotencyRecord) {
  const records = yield* IdempotencyRecords
  const asked = records.find(organization, key, new Date(record.createdAt.getTime() + 1))
  yield* (yield* UnitOfWork).atomically(Effect.andThen(asked, records.store(organization, key, record)))
})

/** How often a unit of work looks whether another is done: that may also wait for it. Nothing waits for a time. */
const ROUNDS = 50

const released =
  "No unit of work holds the key any more. A lock of the connection must be released with the transaction, before others get the connection"

/** The results stored under idempotency keys. */
export const idempotencyRecordsSuite = makeSuite("IdempotencyRecords", (it, options) => {
  it.effect("finds a record as it was stored, and no other", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const { email, id } = newContact("ada@example.com")
      const outcomes = [
        { index: 0, email, status: "created", id },
        { index: 1, email, status: "skipped", reason: "duplicate_in_request", duplicateOf: 0 },
        { index: 2, email, status: "skipped", reason: "already_exists", id },
        { index: 3, status: "invalid", problems: [flaw], omitted: 1 },
      ] as const
      const plain = record()
      const lenient = { ...plain.result, invalid: 1, details: [{ index: 3, line: 4, ...flaw }], omitted: 2 }
      const withOutcomes = record({ fingerprint: "1".repeat(64), result: { ...lenient, outcomes } })
      yield* store(organization, "plain", plain)
      yield* store(organization, "👩‍🚀' or 1=1", withOutcomes)
      assert.deepStrictEqual(yield* find(organization, "plain"), Option.some(plain))
      assert.deepStrictEqual(yield* find(organization, "👩‍🚀' or 1=1"), Option.some(withOutcomes))
      for (const key of ["Plain", "plain ", "%", "__proto__"]) {
        assert.deepStrictEqual(yield* find(organization, key), Option.none())
      }
    }),
  )

  it.effect("does not find a record that is too old, and replaces it", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const [old, recent] = [record(), record({ fingerprint: "1".repeat(64), createdAt: new Date("2024-03-01") })]
      const later = new Date(old.createdAt.getTime() + 1)
      yield* store(organization, "key", old)
      assert.deepStrictEqual(yield* find(organization, "key", old.createdAt), Option.some(old))
      assert.deepStrictEqual(yield* find(organization, "key", later), Option.none())
      yield* store(organization, "key", recent)
      assert.deepStrictEqual(yield* find(organization, "key", later), Option.some(recent))
    }),
  )

  it.effect("keeps the keys of organizations apart", () =>
    Effect.gen(function* () {
      const [ours, theirs] = [yield* arrangeOrganization(), yield* arrangeOrganization()]
      yield* store(theirs, "key", record())
      assert.deepStrictEqual(yield* find(ours, "key"), Option.none())
    }),
  )

  it.effect("stores a record only if its unit of work succeeds", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const { atomically } = yield* UnitOfWork
      yield* Effect.flip(atomically(Effect.andThen(store(organization, "key", record()), Effect.fail("refused"))))
      assert.deepStrictEqual(yield* find(organization, "key"), Option.none())
    }),
  )

  requiring(
    ["nested rollback"],
    it,
    options,
  )("stores no record in a nested unit of work that fails", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const { atomically } = yield* UnitOfWork
      const inner = atomically(Effect.andThen(store(organization, "key", record()), Effect.fail("refused")))
      yield* atomically(Effect.andThen(Effect.flip(inner), store(organization, "other key", record())))
      assert.deepStrictEqual(yield* find(organization, "key"), Option.none())
      assert.deepStrictEqual(yield* find(organization, "other key"), Option.some(record()))
    }),
  )

  it.effect("lets one unit of work at a time hold a key: another one fails, or waits and sees the record", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const records = yield* IdempotencyRecords
      const held = yield* Deferred.make<void>()
      const other = Effect.andThen(Deferred.await(held), Effect.result(find(organization, "key")))
      const fiber = yield* Effect.forkChild(other)
      const unit = Effect.gen(function* () {
        yield* records.find(organization, "key", longAgo)
        yield* Deferred.succeed(held, undefined)
        for (let i = 0; i < 10; i++) {
          yield* Effect.yieldNow
          yield* records.find(organization, "key", longAgo)
        }
        yield* records.store(organization, "key", record())
      })
      yield* (yield* UnitOfWork).atomically(unit)
      const outcome = yield* Fiber.join(fiber)
      if (Result.isFailure(outcome)) assert.deepStrictEqual(outcome.failure, new IdempotencyKeyInUse())
      else assert.deepStrictEqual(outcome.success, Option.some(record()))
    }),
  )

  it.effect("reads a committed record, if it is not too old, also while somebody holds the key", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const records = yield* IdempotencyRecords
      const [held, stored] = [yield* Deferred.make<void>(), record()]
      yield* store(organization, "key", stored)
      const read = records.read(organization, "key", longAgo)
      const fiber = yield* Effect.forkChild(Effect.andThen(Deferred.await(held), read))
      const unit = Effect.gen(function* () {
        yield* records.find(organization, "key", longAgo)
        yield* Deferred.succeed(held, undefined)
        for (let i = 0; i < ROUNDS && fiber.pollUnsafe() === undefined; i++) {
          yield* Effect.yieldNow
          yield* records.find(organization, "key", longAgo)
        }
      })
      yield* (yield* UnitOfWork).atomically(unit)
      assert.deepStrictEqual(yield* Fiber.join(fiber), Option.some(stored))
      assert.deepStrictEqual(yield* read, Option.some(stored))
      const later = new Date(stored.createdAt.getTime() + 1)
      assert.deepStrictEqual(yield* records.read(organization, "key", later), Option.none())
      assert.deepStrictEqual(yield* records.read(organization, "other key", longAgo), Option.none())
      assert.deepStrictEqual(yield* records.read(yield* arrangeOrganization(), "key", longAgo), Option.none())
    }),
  )

  for (const end of ["succeeds", "fails"]) {
    it.effect(`releases a key when its unit of work ${end}, whoever asks for it then`, () =>
      Effect.gen(function* () {
        const organization = yield* arrangeOrganization()
        const records = yield* IdempotencyRecords
        const { atomically } = yield* UnitOfWork
        const ask = (key: string) => records.find(organization, key, longAgo)
        // Several times, because a pool may lend any of its connections.
        for (const key of ["a", "b", "c"]) {
          yield* Effect.exit(
            atomically(Effect.andThen(ask(key), end === "fails" ? Effect.fail("refused") : Effect.void)),
          )
          const busy = yield* Deferred.make<void>()
          const other = yield* Effect.forkChild(
            Effect.andThen(Deferred.await(busy), Effect.result(find(organization, key))),
          )
          const unit = Effect.gen(function* () {
            // Keeps a connection busy, most likely the one that has held the key.
            yield* ask(`busy ${key}`)
            yield* Deferred.succeed(busy, undefined)
            for (let i = 0; i < ROUNDS && other.pollUnsafe() === undefined; i++) {
              yield* Effect.yieldNow
              yield* ask(`busy ${key}`)
            }
          })
          yield* atomically(unit)
          assert.deepStrictEqual(yield* Fiber.join(other), Result.succeed(Option.none()), released)
          assert.deepStrictEqual(yield* Effect.result(find(organization, key)), Result.succeed(Option.none()), released)
        }
      }),
    )
  }

  it.effect("deletes the records older than a date, and returns how many there were", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const { removeOlderThan } = yield* IdempotencyRecords
      const [before, date] = [new Date("1990-01-01T00:00:00.000Z"), new Date("1990-01-01T00:00:00.001Z")]
      yield* removeOlderThan(date)
      yield* store(organization, "old", record({ createdAt: before }))
      yield* store(organization, "kept", record({ createdAt: date }))
      assert.strictEqual(yield* removeOlderThan(date), 1)
      assert.strictEqual(yield* removeOlderThan(date), 0)
      assert.deepStrictEqual(yield* find(organization, "old"), Option.none())
      assert.deepStrictEqual(yield* find(organization, "kept"), Option.some(record({ createdAt: date })))
    }),
  )
})
