import {
  AccountId,
  type BulkCreateOptions,
  type BulkCreateRequest,
  bulkCreateContacts,
  EmailAddress,
  IdempotencyKeyInUse,
  IdempotencyKeyReused,
  IdempotencyRecords,
  InvalidRequest,
  type OrganizationId,
  UnitOfWork,
} from "@bulk-contacts/core"
import { Clock, Effect, identity, Result } from "effect"
import fc from "fast-check"
import { arrangeOrganization, ownedEmails } from "../../arrange.ts"
import { assert } from "../../assert.ts"
import { breakdown, runBroken } from "../../breakdown.ts"
import { checkProperty } from "../../checkProperty.ts"
import { mixedPlan, mixedRequest, requestOf } from "../../generators/mixedRequest.ts"
import { givenRequest } from "../../generators/request.ts"
import { StoreFixture } from "../../StoreFixture.ts"
import { makeSuite } from "../../Suite.ts"

const [ada, grace] = [{ contacts: ["ada@example.com"] }, { contacts: ["grace@example.com"] }]

const createOnce = (
  organization: OrganizationId,
  idempotencyKey: string,
  request: BulkCreateRequest,
  options: BulkCreateOptions = {},
) => bulkCreateContacts(organization, request, { ...options, idempotencyKey })

/** A process knows only which keys it is handling itself. */
const inProcessOfItsOwn = Effect.updateService(IdempotencyRecords, (records) => ({
  ...records,
  claims: new Set<string>(),
}))

/** Requests with an idempotency key, and their retries. */
export const idempotencyKeySuite = makeSuite("A bulk create with an idempotency key", (it, { runs }) => {
  it.effect("is carried out once, and a retry gets the same result whatever happened since", () =>
    checkProperty(
      fc.tuple(givenRequest(), fc.boolean()),
      runs,
      Effect.fnUntraced(function* ([{ emails, request }, outcomes]) {
        const organization = yield* arrangeOrganization()
        const first = yield* createOnce(organization, "key", request, { outcomes })
        assert.strictEqual(first.replayed, false)
        yield* (yield* StoreFixture).deleteContact(organization, EmailAddress.make(emails[0] ?? ""))
        const existing = yield* ownedEmails(organization)
        const again = yield* createOnce(organization, "key", request, { outcomes })
        assert.deepStrictEqual(again, { ...first, replayed: true })
        assert.deepStrictEqual(yield* ownedEmails(organization), existing)
      }),
    ),
  )

  it.effect("is carried out once, however many arrive at the same time", () =>
    checkProperty(
      fc.tuple(givenRequest(), fc.integer({ min: 2, max: 5 })),
      runs,
      Effect.fnUntraced(function* ([{ emails, request }, times]) {
        const organization = yield* arrangeOrganization()
        const once = Effect.result(createOnce(organization, "key", request))
        const results = yield* Effect.all(
          Array.from({ length: times }, () => once),
          { concurrency: "unbounded" },
        )
        const answers = results.flatMap((result) => (Result.isSuccess(result) ? [result.success] : []))
        const distinct = [...new Set(emails)].sort()
        assert.deepStrictEqual(
          answers.filter(({ replayed }) => !replayed).map(({ created }) => created),
          [distinct.length],
        )
        for (const result of results) {
          if (Result.isFailure(result)) assert.deepStrictEqual(result.failure, new IdempotencyKeyInUse())
        }
        assert.deepStrictEqual(yield* ownedEmails(organization), distinct)
      }),
    ),
  )

  for (const processes of ["one process", "several processes"]) {
    it.effect(`replays a finished request to all who ask at the same time, in ${processes}`, () =>
      Effect.gen(function* () {
        const organization = yield* arrangeOrganization()
        const first = yield* createOnce(organization, "key", ada)
        const inProcess = processes === "one process" ? identity : inProcessOfItsOwn
        const askAtOnce = (request: BulkCreateRequest) =>
          Effect.all(
            Array.from({ length: 8 }, () => inProcess(Effect.result(createOnce(organization, "key", request)))),
            { concurrency: "unbounded" },
          )
        for (const answer of yield* askAtOnce(ada)) {
          assert.deepStrictEqual(answer, Result.succeed({ ...first, replayed: true }))
        }
        for (const answer of yield* askAtOnce(grace)) {
          assert.deepStrictEqual(answer, Result.fail(new IdempotencyKeyReused()))
        }
      }),
    )
  }

  it.effect("rejects a different request under the same key, which stores nothing", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      yield* createOnce(organization, "key", ada)
      const refusal = yield* Effect.flip(createOnce(organization, "key", grace))
      assert.deepStrictEqual(refusal, new IdempotencyKeyReused())
      assert.deepStrictEqual(yield* ownedEmails(organization), ada.contacts)
      assert.strictEqual((yield* createOnce(organization, "other key", grace)).created, 1)
    }),
  )

  it.effect("replays the result of a lenient request, and what was wrong with its contacts", () =>
    checkProperty(
      fc.tuple(mixedRequest, fc.boolean()),
      runs,
      Effect.fnUntraced(function* ([mixed, outcomes]) {
        const organization = yield* arrangeOrganization({ ...mixedPlan, defaultContactType: "CT1" })
        const request = requestOf(mixed) as BulkCreateRequest
        const options = { outcomes, lenient: true }
        const first = yield* createOnce(organization, "key", request, options)
        // What is valid now would not have been then, and the reverse.
        yield* (yield* StoreFixture).createAccount(organization, AccountId.make("X1"))
        yield* (yield* StoreFixture).deleteAccount(organization, AccountId.make("A1"))
        const again = yield* Effect.result(createOnce(organization, "key", request, options))
        assert.deepStrictEqual(again, Result.succeed({ ...first, replayed: true }))
      }),
    ),
  )

  it.effect(
    "distinguishes lenient requests from strict ones, and by every contact, invalid ones as they were given",
    () =>
      Effect.gen(function* () {
        const organization = yield* arrangeOrganization()
        const contacts: ReadonlyArray<unknown> = ["ada@example.com", "no address", { email: 5 }]
        const once = (changed: ReadonlyArray<unknown>, lenient = true) =>
          createOnce(organization, "key", { contacts: changed } as BulkCreateRequest, { lenient })
        yield* once(contacts)
        for (const changed of [
          contacts.with(0, "grace@example.com"),
          contacts.with(1, "no  address"),
          contacts.with(2, { email: 6 }),
          contacts.with(2, { email: 5, source: "Slack" }),
          contacts.toReversed(),
          contacts.slice(0, 2),
          contacts.slice(0, 1),
        ]) {
          assert.deepStrictEqual(yield* Effect.flip(once(changed)), new IdempotencyKeyReused())
        }
        assert.deepStrictEqual(yield* Effect.flip(once(contacts.slice(0, 1), false)), new IdempotencyKeyReused())
        assert.strictEqual((yield* once(contacts.with(0, " ADA@example.com"))).replayed, true)
        yield* createOnce(organization, "strict", ada)
        const refusal = yield* Effect.flip(createOnce(organization, "strict", ada, { lenient: true }))
        assert.deepStrictEqual(refusal, new IdempotencyKeyReused())
      }),
  )

  it.effect("works for an invalid contact that is no JSON", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const circular: Record<string, unknown> = { email: "ada@example.com" }
      circular["metadata"] = circular
      const contacts: ReadonlyArray<unknown> = [circular, undefined, 1n, Symbol("ada")]
      const once = createOnce(organization, "key", { contacts } as BulkCreateRequest, { lenient: true })
      assert.strictEqual((yield* once).invalid, 4)
      assert.strictEqual((yield* once).replayed, true)
    }),
  )

  it.effect("does not use up the key if it is rejected or a dry run", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      yield* Effect.flip(createOnce(organization, "key", { ...ada, contactType: "nowhere" }))
      const foreseen = yield* createOnce(organization, "key", ada, { dryRun: true })
      assert.deepStrictEqual(foreseen, { total: 1, created: 1, skipped: 0, replayed: false })
      assert.deepStrictEqual(yield* ownedEmails(organization), [])
      assert.strictEqual((yield* createOnce(organization, "key", grace)).replayed, false)
      assert.deepStrictEqual(yield* ownedEmails(organization), grace.contacts)
    }),
  )

  it.effect("does not share its key with other organizations, not even at the same time", () =>
    Effect.gen(function* () {
      const [ours, theirs] = [yield* arrangeOrganization(), yield* arrangeOrganization()]
      const results = yield* Effect.all([createOnce(theirs, "key", grace), createOnce(ours, "key", ada)], {
        concurrency: "unbounded",
      })
      for (const result of results) {
        assert.deepStrictEqual(result, { total: 1, created: 1, skipped: 0, replayed: false })
      }
    }),
  )

  it.effect("can be retried after any failure of the store, and after an interruption", () =>
    checkProperty(
      fc.tuple(givenRequest(), breakdown(7)),
      runs,
      Effect.fnUntraced(function* ([{ emails, request }, where]) {
        const organization = yield* arrangeOrganization()
        const distinct = [...new Set(emails)].sort()
        yield* runBroken(where, createOnce(organization, "key", request))
        const { replayed: _, ...counts } = yield* createOnce(organization, "key", request)
        const skipped = emails.length - distinct.length
        assert.deepStrictEqual(counts, { total: emails.length, created: distinct.length, skipped })
        assert.deepStrictEqual(yield* ownedEmails(organization), distinct)
      }),
    ),
  )

  it.effect("is replayed for 24 hours", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const records = yield* IdempotencyRecords
      const { atomically } = yield* UnitOfWork
      const now = yield* Clock.currentTimeMillis
      const rememberedSince = (key: string, age: number) =>
        atomically(
          Effect.andThen(
            records.find(organization, key, new Date(now)),
            records.store(organization, key, {
              fingerprint: "of another request",
              result: { total: 1, created: 1, skipped: 0 },
              createdAt: new Date(now - age),
            }),
          ),
        )
      const minute = 60_000
      const day = 24 * 60 * minute
      yield* rememberedSince("old", day + minute)
      yield* rememberedSince("recent", day - minute)
      assert.strictEqual((yield* createOnce(organization, "old", ada)).replayed, false)
      const refusal = yield* Effect.flip(createOnce(organization, "recent", ada))
      assert.deepStrictEqual(refusal, new IdempotencyKeyReused())
    }),
  )

  it.effect("accepts keys of 1 to 255 characters that can be stored", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      for (const key of ["", "k".repeat(256), "\0", "\uD800"]) {
        const refusal = yield* Effect.flip(createOnce(organization, key, ada))
        assert.isTrue(refusal instanceof InvalidRequest && refusal.problems[0]?.field === "idempotencyKey")
      }
      assert.strictEqual((yield* createOnce(organization, "𠮷".repeat(255), ada)).created, 1)
      assert.strictEqual((yield* createOnce(organization, "𠮷".repeat(255), ada)).replayed, true)
    }),
  )
})
