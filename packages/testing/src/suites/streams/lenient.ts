import {
  AccountId,
  type BulkCreateDefaults,
  type BulkCreateOptions,
  type BulkCreateRefusal,
  type BulkCreateRequest,
  type BulkCreateResult,
  bulkCreateContactStream,
  bulkCreateContacts,
  IdempotencyKeyReused,
  InvalidRequest,
  type OrganizationId,
  ReferenceNotFound,
  type StagedContacts,
  type StoreFailure,
  type StreamedContact,
} from "@bulk-contacts/core"
import { Effect, Stream } from "effect"
import { arrangeOrganization, comparableContacts, ownedEmails } from "../../arrange.ts"
import { assert } from "../../assert.ts"
import { checkProperty } from "../../checkProperty.ts"
import { mixedPlan, mixedRequest, requestOf } from "../../generators/mixedRequest.ts"
import { StoreFixture } from "../../StoreFixture.ts"
import { makeSuite, type Store } from "../../Suite.ts"
import { streamOf } from "./contactStream.ts"

/** More than two batches. */
const MANY = 1200

const create = <E>(
  organization: OrganizationId,
  contacts: Stream.Stream<StreamedContact, E>,
  defaults: BulkCreateDefaults = {},
  options: BulkCreateOptions = { outcomes: true },
): Effect.Effect<BulkCreateResult, E | BulkCreateRefusal | StoreFailure, Store | StagedContacts> =>
  Effect.scoped(
    Effect.gen(function* () {
      const all = { ...options, lenient: true }
      const { outcomes, ...result } = yield* bulkCreateContactStream(organization, contacts, defaults, all)
      if (outcomes === undefined) return result
      return { ...result, outcomes: yield* Stream.runCollect(outcomes) }
    }),
  )

/** Streams that leave out invalid contacts. */
export const lenientStreamSuite = makeSuite<Store | StagedContacts>("A lenient stream", (it, { runs }) => {
  it.effect("has the same result as a list", () =>
    checkProperty(
      mixedRequest,
      runs,
      Effect.fnUntraced(function* (mixed) {
        const plan = {
          ...mixedPlan,
          ...(mixed.defaultContactType !== undefined && { defaultContactType: mixed.defaultContactType }),
        }
        const [listed, streamed] = [yield* arrangeOrganization(plan), yield* arrangeOrganization(plan)]
        const request = requestOf(mixed) as BulkCreateRequest
        const expected = yield* bulkCreateContacts(listed, request, { lenient: true, outcomes: true })
        const contacts = streamOf(request.contacts)
        for (const dryRun of [true, false]) {
          const result = yield* create(streamed, contacts, mixed.defaults, { outcomes: true, dryRun })
          assert.deepStrictEqual(comparable(result), comparable(expected))
        }
        const stored = yield* Effect.forEach([listed, streamed], comparableContacts)
        assert.deepStrictEqual(stored[1], stored[0])
        const { outcomes: _, ...counts } = yield* bulkCreateContacts(listed, request, { lenient: true })
        assert.deepStrictEqual(yield* create(streamed, contacts, mixed.defaults, {}), counts)
      }),
    ),
  )

  it.effect("leaves out lines that cannot be read, and names their lines", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const torn = { code: "invalid_csv", message: "is torn" } as const
      const contacts = Stream.make<Array<StreamedContact>>(
        { line: 2, contact: "ada@example.com" },
        { line: 3, problem: torn },
        { line: 5, contact: "no address" },
        { line: 6, contact: { email: "grace@example.com", accountIds: ["X1"] } },
      )
      const { outcomes: _, ...result } = yield* create(organization, contacts)
      assert.deepStrictEqual<unknown>(result, {
        total: 4,
        created: 1,
        skipped: 0,
        invalid: 3,
        details: [
          { index: 1, line: 3, field: "contacts", ...torn },
          { index: 2, line: 5, field: "email", code: "invalid_email", message: "must be an email address" },
          {
            index: 3,
            line: 6,
            field: "accountIds",
            id: "X1",
            code: "account_not_found",
            message: "Account not found: X1",
          },
        ],
        replayed: false,
      })
      assert.deepStrictEqual(yield* ownedEmails(organization), ["ada@example.com"])
    }),
  )

  it.effect("has the outcomes and positions of a stream of many batches", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization({
        accounts: ["A1"],
        contactTypes: ["CT1"],
        defaultContactType: "CT1",
      })
      const contacts = Array.from({ length: MANY }, (_, i) => {
        if (i % 3 === 1) return "no address"
        if (i % 7 === 2) return { email: `ada${i}@example.com`, accountIds: [`X${i}`] }
        return { email: `ada${i % 900}@example.com`, accountIds: ["A1"] }
      })
      const { outcomes = [], details = [], ...counts } = yield* create(organization, streamOf(contacts))
      const first = new Map<string, number>()
      const expected = contacts.map((contact, index) => {
        if (typeof contact === "string") return [index, "invalid", "invalid_email"]
        if (contact.accountIds[0] !== "A1") return [index, "invalid", "account_not_found"]
        const duplicateOf = first.get(contact.email)
        if (duplicateOf !== undefined) return [index, "skipped", duplicateOf]
        first.set(contact.email, index)
        return [index, "created", contact.email]
      })
      assert.deepStrictEqual<unknown>(
        outcomes.map((outcome) => {
          if (outcome.status === "invalid") return [outcome.index, "invalid", outcome.problems[0]?.code]
          return [outcome.index, outcome.status, "duplicateOf" in outcome ? outcome.duplicateOf : outcome.email]
        }),
        expected,
      )
      const invalid = expected.filter(([, status]) => status === "invalid")
      assert.deepStrictEqual(
        details.map(({ index, code }) => [index, "invalid", code]),
        invalid.slice(0, 100),
      )
      assert.deepStrictEqual<unknown>(counts, {
        total: MANY,
        created: first.size,
        skipped: MANY - first.size - invalid.length,
        invalid: invalid.length,
        omitted: invalid.length - 100,
        replayed: false,
      })
      assert.deepStrictEqual(yield* ownedEmails(organization), [...first.keys()].sort())
    }),
  )

  it.effect("is rejected because of its own problems, and stores nothing", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const contacts = streamOf(["ada@example.com", "no address"])
      const ofSource = new InvalidRequest({
        problems: [{ line: 7, field: "body", code: "invalid_encoding", message: "is not UTF-8" }],
        omitted: 0,
      })
      const failing = Stream.concat(contacts, Stream.fail(ofSource))
      for (const [stream, defaults, problem] of [
        [failing, {}, "invalid_encoding"],
        [contacts, { source: "\0" }, "invalid_character"],
      ] as const) {
        const refusal = yield* Effect.flip(create(organization, stream, defaults))
        assert.isTrue(refusal instanceof InvalidRequest)
        assert.deepStrictEqual(
          refusal instanceof InvalidRequest && refusal.problems.map(({ code, index }) => [code, index]),
          [
            [problem, undefined],
            ["invalid_email", 1],
          ],
        )
      }
      const missing = { accountIds: [], contactTypes: [], defaultContactTypeMissing: false }
      assert.deepStrictEqual<unknown>(
        yield* Effect.flip(create(organization, contacts, { accountIds: ["X1"] })),
        new ReferenceNotFound({ ...missing, accountIds: ["X1"] as never }),
      )
      assert.deepStrictEqual<unknown>(
        yield* Effect.flip(create(organization, streamOf(["no address"]), { contactType: "XT1" })),
        new ReferenceNotFound({ ...missing, contactTypes: ["XT1"] as never }),
      )
      assert.deepStrictEqual(yield* ownedEmails(organization), [])
    }),
  )

  it.effect(
    "is rejected if an account is deleted while it arrives, and a retry leaves out the contacts that name it",
    () =>
      Effect.gen(function* () {
        const organization = yield* arrangeOrganization({ ...mixedPlan, defaultContactType: "CT1" })
        const { deleteAccount } = yield* StoreFixture
        const begun = Array.from({ length: MANY }, (_, i) => ({
          email: `ada${i}@example.com`,
          accountIds: i === 0 ? ["A1"] : [],
        }))
        const deleted = Stream.fromEffect(
          Effect.as(deleteAccount(organization, AccountId.make("A1")), { contact: "grace@example.com" }),
        )
        const refusal = yield* Effect.flip(create(organization, Stream.concat(streamOf(begun), deleted)))
        assert.deepStrictEqual<unknown>(
          refusal,
          new ReferenceNotFound({ accountIds: ["A1"] as never, contactTypes: [], defaultContactTypeMissing: false }),
        )
        assert.deepStrictEqual(yield* ownedEmails(organization), [])
        const { created, invalid } = yield* create(organization, streamOf(begun), {}, {})
        assert.deepStrictEqual([created, invalid], [MANY - 1, 1])
      }),
  )

  it.effect("replays its counts and problems, and distinguishes invalid contacts as they were sent", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const problem = { code: "invalid_csv", message: "is torn" } as const
      const once = (texts: ReadonlyArray<string>, lenient = true) => {
        const torn = Stream.map(
          Stream.fromIterable(texts),
          (digest, i): StreamedContact => ({ line: i + 2, problem, digest }),
        )
        const contacts = Stream.concat(streamOf(["ada@example.com", "no address"]), torn)
        const options = { idempotencyKey: "key", outcomes: true, lenient }
        return Effect.scoped(bulkCreateContactStream(organization, contacts, {}, options))
      }
      const { outcomes: _, ...first } = yield* once(['a,"b', 'c,"d'])
      assert.deepStrictEqual([first.created, first.invalid, first.details?.length], [1, 3, 3])
      assert.deepStrictEqual(yield* once(['a,"b', 'c,"d']), { ...first, replayed: true })
      for (const texts of [['a,"b', 'c,"e'], ['c,"d', 'a,"b'], ['a,"b']]) {
        assert.deepStrictEqual(yield* Effect.flip(once(texts)), new IdempotencyKeyReused())
      }
      const strict = { idempotencyKey: "strict" }
      yield* Effect.scoped(bulkCreateContactStream(organization, streamOf(["b@example.com"]), {}, strict))
      const refusal = yield* Effect.flip(create(organization, streamOf(["b@example.com"]), {}, strict))
      assert.deepStrictEqual(refusal, new IdempotencyKeyReused())
    }),
  )
})

const comparable = (result: BulkCreateResult) => ({
  ...result,
  outcomes: result.outcomes?.map((outcome) => ({ ...outcome, id: undefined })),
})
