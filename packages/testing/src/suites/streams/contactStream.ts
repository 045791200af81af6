import {
  AccountId,
  BulkCreatePolicy,
  type BulkCreateRequest,
  bulkCreateContactStream,
  bulkCreateContacts,
  type ContactOutcome,
  ContactTypeId,
  InvalidRequest,
  NoContactsToCreate,
  type OrganizationId,
  ReferenceNotFound,
  StagedContacts,
  type StreamedContact,
} from "@bulk-contacts/core"
import { Effect, Fiber, Latch, Stream } from "effect"
import fc from "fast-check"
import { arrangeOrganization, ownedEmails } from "../../arrange.ts"
import { assert } from "../../assert.ts"
import { checkProperty } from "../../checkProperty.ts"
import { givenRequest } from "../../generators/request.ts"
import { requestJson } from "../../generators/requestJson.ts"
import { StoreFixture } from "../../StoreFixture.ts"
import { makeSuite, type Store } from "../../Suite.ts"

/** More than one batch. */
const MANY = 1200

export const streamOf = (contacts: ReadonlyArray<unknown>): Stream.Stream<StreamedContact> =>
  Stream.map(Stream.fromIterable(contacts), (contact) => ({ contact }))

const create = (organizationId: OrganizationId, { contacts, ...defaults }: BulkCreateRequest, dryRun = false) =>
  Effect.scoped(
    Effect.gen(function* () {
      const options = { dryRun, outcomes: true }
      const result = yield* bulkCreateContactStream(organizationId, streamOf(contacts), defaults, options)
      return { ...result, outcomes: yield* Stream.runCollect(result.outcomes ?? Stream.empty) }
    }),
  )

const withoutIds = (outcomes: ReadonlyArray<ContactOutcome> | undefined) =>
  outcomes?.map((outcome) => ({ ...outcome, id: "id" in outcome }))

/** A bulk create from a stream. */
export const contactStreamSuite = makeSuite<Store | StagedContacts>("A bulk create from a stream", (it, { runs }) => {
  it.effect("has the same result as from a list", () =>
    checkProperty(
      fc.tuple(givenRequest(), givenRequest({ maxContacts: 20 }), fc.boolean()),
      runs,
      Effect.fnUntraced(function* ([first, { request }, dryRun]) {
        const [streamed, listed] = [yield* arrangeOrganization(), yield* arrangeOrganization()]
        for (const organization of [streamed, listed]) yield* bulkCreateContacts(organization, first.request)
        const expected = yield* bulkCreateContacts(listed, request, { outcomes: true, dryRun })
        const result = yield* create(streamed, request, dryRun)
        assert.deepStrictEqual(
          { ...result, outcomes: withoutIds(result.outcomes) },
          { ...expected, outcomes: withoutIds(expected.outcomes) },
        )
        const { contacts } = yield* StoreFixture
        const comparable = Effect.fnUntraced(function* (organization: OrganizationId) {
          const stored = yield* contacts(organization)
          return stored
            .map(({ id: _, createdAt: __, updatedAt: ___, ...rest }) => rest)
            .sort((a, b) => (a.email < b.email ? -1 : 1))
        })
        assert.deepStrictEqual(yield* comparable(streamed), yield* comparable(listed))
      }),
    ),
  )

  it.effect("is rejected with the same error as from a list", () =>
    checkProperty(
      requestJson,
      runs,
      Effect.fnUntraced(function* (json) {
        const organization = yield* arrangeOrganization({ contactTypes: [] })
        const request: BulkCreateRequest | null = JSON.parse(json)
        // Without a list of contacts, it is no request that could be a stream.
        if (!Array.isArray(request?.contacts)) return
        const listed = yield* Effect.flip(bulkCreateContacts(organization, request))
        const streamed = yield* Effect.flip(create(organization, request))
        assert.deepStrictEqual<unknown>(streamed, listed)
      }),
    ),
  )

  it.effect("creates the first contact with an email, however far away the others are", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const contacts = Array.from({ length: MANY }, (_, i) => ({ email: `ada${i % 700}@example.com`, source: `${i}` }))
      const { outcomes, ...counts } = yield* create(organization, { contacts })
      assert.deepStrictEqual(counts, { total: MANY, created: 700, skipped: MANY - 700, replayed: false })
      const stored = yield* (yield* StoreFixture).contacts(organization)
      assert.deepStrictEqual(
        stored.map(({ source }) => Number(source)).sort((a, b) => a - b),
        Array.from({ length: 700 }, (_, i) => i),
      )
      assert.deepStrictEqual(
        outcomes.map((outcome) => ("duplicateOf" in outcome ? outcome.duplicateOf : outcome.index)),
        contacts.map((_, i) => i % 700),
      )
    }),
  )

  it.effect("has no limit on the number of contacts", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const contacts = Array.from({ length: MANY }, (_, i) => `ada${i}@example.com`)
      const strictly = Effect.provideService(BulkCreatePolicy, { maxContacts: 10, allDuplicates: "reject" })
      assert.strictEqual((yield* strictly(create(organization, { contacts }))).created, MANY)
      assert.deepStrictEqual(yield* Effect.flip(strictly(create(organization, { contacts }))), new NoContactsToCreate())
    }),
  )

  it.effect("reports every problem with its line, and stores nothing", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const contacts = Stream.range(1, MANY).pipe(
        Stream.map((line): StreamedContact => {
          if (line === 3) return { line: line * 2, problem: { code: "invalid_csv", message: "is torn" } }
          return { line: line * 2, contact: line % 600 === 0 ? "no address" : `ada${line}@example.com` }
        }),
      )
      const refusal = yield* Effect.flip(Effect.scoped(bulkCreateContactStream(organization, contacts)))
      assert.deepStrictEqual<unknown>(
        refusal,
        new InvalidRequest({
          omitted: 0,
          problems: [
            { index: 2, line: 6, field: "contacts", code: "invalid_csv", message: "is torn" },
            { index: 599, line: 1200, field: "email", code: "invalid_email", message: "must be an email address" },
            { index: 1199, line: 2400, field: "email", code: "invalid_email", message: "must be an email address" },
          ],
        }),
      )
      assert.deepStrictEqual(yield* ownedEmails(organization), [])
    }),
  )

  it.effect("names the problems with which its source fails before those of its contacts, and stores nothing", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const ofSource = { line: 7, field: "Company", code: "unknown_column", message: "is not understood" } as const
      const contacts = Stream.make({ contact: "ada@example.com" }, { contact: "no address", line: 3 }).pipe(
        Stream.concat(Stream.fail(new InvalidRequest({ problems: [ofSource], omitted: 2 }))),
      )
      const refusal = yield* Effect.flip(Effect.scoped(bulkCreateContactStream(organization, contacts)))
      assert.deepStrictEqual<unknown>(
        refusal,
        new InvalidRequest({
          omitted: 2,
          problems: [
            ofSource,
            { index: 1, line: 3, field: "email", code: "invalid_email", message: "must be an email address" },
          ],
        }),
      )
      assert.deepStrictEqual(yield* ownedEmails(organization), [])
    }),
  )

  it.effect("reports every reference that does not exist", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization({ accounts: ["A1"], contactTypes: ["CT1"] })
      const contacts = Array.from({ length: MANY }, (_, i) => ({
        email: `ada${i}@example.com`,
        accountIds: i % 500 === 0 ? [`nowhere${i}`] : ["A1"],
        contactType: i === 1100 ? "CT9" : "CT1",
      }))
      const refusal = yield* Effect.flip(create(organization, { contacts }))
      assert.deepStrictEqual(
        refusal,
        new ReferenceNotFound({
          accountIds: ["nowhere0", "nowhere500", "nowhere1000"].map((id) => AccountId.make(id)),
          contactTypes: [ContactTypeId.make("CT9")],
          defaultContactTypeMissing: false,
        }),
      )
      assert.deepStrictEqual(yield* ownedEmails(organization), [])
    }),
  )

  it.effect("stores nothing if the stream fails or is interrupted", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const begun = streamOf(Array.from({ length: MANY }, (_, i) => `ada${i}@example.com`))
      const failing = Stream.concat(begun, Stream.fail("torn"))
      assert.strictEqual(yield* Effect.flip(Effect.scoped(bulkCreateContactStream(organization, failing))), "torn")
      const reached = yield* Latch.make()
      const hanging = Stream.concat(begun, Stream.fromEffect(Effect.andThen(reached.open, Effect.never)))
      const fiber = yield* Effect.forkChild(Effect.scoped(bulkCreateContactStream(organization, hanging)))
      yield* reached.await
      yield* Fiber.interrupt(fiber)
      assert.deepStrictEqual(yield* ownedEmails(organization), [])
    }),
  )

  it.effect("does not block others while it waits for contacts", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const [reached, goOn] = [yield* Latch.make(), yield* Latch.make()]
      const slow = Stream.concat(
        streamOf(Array.from({ length: MANY }, (_, i) => `ada${i}@example.com`)),
        Stream.fromEffect(Effect.as(Effect.andThen(reached.open, goOn.await), { contact: "grace@example.com" })),
      )
      const fiber = yield* Effect.forkChild(Effect.scoped(bulkCreateContactStream(organization, slow)))
      yield* reached.await
      assert.strictEqual((yield* bulkCreateContacts(organization, { contacts: ["ada7@example.com"] })).created, 1)
      yield* goOn.open
      assert.deepStrictEqual(yield* Fiber.join(fiber), { total: MANY + 1, created: MANY, skipped: 1, replayed: false })
    }),
  )

  it.effect("reads contacts no faster than the store takes them", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const store = yield* StagedContacts
      const reached = yield* Latch.make()
      const add = () => Effect.andThen(reached.open, Effect.never)
      const stuck = StagedContacts.of({
        open: (id) => Effect.map(store.open(id), (stage) => ({ ...stage, add })),
      })
      let taken = 0
      const counted = Stream.map(Stream.rechunk(Stream.range(1, 100_000), 100), (n) => {
        taken++
        return { contact: `ada${n}@example.com` }
      })
      const create = Effect.provideService(bulkCreateContactStream(organization, counted), StagedContacts, stuck)
      const fiber = yield* Effect.forkChild(Effect.scoped(create))
      yield* reached.await
      yield* Effect.forEach(Array.from({ length: 100 }), () => Effect.yieldNow)
      assert.isTrue(taken < 2 * MANY, `${taken} contacts were read`)
      yield* Fiber.interrupt(fiber)
    }),
  )

  it.effect("creates each email once when several run at the same time", () =>
    checkProperty(
      fc.array(givenRequest({ maxContacts: 6 }), { minLength: 2, maxLength: 4 }),
      runs,
      Effect.fnUntraced(function* (requests) {
        const organization = yield* arrangeOrganization()
        const results = yield* Effect.all(
          requests.map(({ request }) => create(organization, request)),
          { concurrency: "unbounded" },
        )
        const distinct = [...new Set(requests.flatMap(({ emails }) => emails))].sort()
        assert.deepStrictEqual(yield* ownedEmails(organization), distinct)
        assert.strictEqual(
          results.reduce((total, { created }) => total + created, 0),
          distinct.length,
        )
      }),
    ),
  )
})
