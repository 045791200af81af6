import {
  BulkCreatePolicy,
  type BulkCreateRequest,
  bulkCreateContacts,
  type ContactOutcome,
  InvalidRequest,
  NoContactsToCreate,
  type Problem,
  ReferenceNotFound,
} from "@bulk-contacts/core"
import { Effect, Result } from "effect"
import fc from "fast-check"
import { arrangeOrganization, comparableContacts, ownedEmails } from "../../arrange.ts"
import { assert } from "../../assert.ts"
import { checkProperty } from "../../checkProperty.ts"
import { flawsOf, type MixedRequest, mixedPlan, mixedRequest, requestOf } from "../../generators/mixedRequest.ts"
import { givenRequest } from "../../generators/request.ts"
import { StoreFixture } from "../../StoreFixture.ts"
import { makeSuite } from "../../Suite.ts"

const lenient = { lenient: true }

const arrange = ({ defaultContactType }: MixedRequest) =>
  arrangeOrganization({ ...mixedPlan, ...(defaultContactType !== undefined && { defaultContactType }) })

// Invalid contacts do not have the type of a contact.
const request = (mixed: Pick<MixedRequest, "contacts" | "defaults">) => requestOf(mixed) as BulkCreateRequest

const summaryOf = ({ field, code, id }: Omit<Problem, "index">) =>
  id === undefined ? [field, code] : [field, code, id]

const withoutIds = (outcomes: ReadonlyArray<ContactOutcome> | undefined) =>
  outcomes?.map((outcome) => (outcome.status === "created" ? { ...outcome, id: undefined } : outcome))

/** Requests that leave out invalid contacts. */
export const lenientSuite = makeSuite("A lenient bulk create", (it, { runs }) => {
  it.effect("leaves out exactly the contacts that are invalid, and says why", () =>
    checkProperty(
      fc.tuple(givenRequest(), mixedRequest),
      runs,
      Effect.fnUntraced(function* ([first, mixed]) {
        const organization = yield* arrange(mixed)
        yield* bulkCreateContacts(organization, { ...first.request, contactType: "CT1" })
        const existing = yield* ownedEmails(organization)
        const flaws = mixed.contacts.map((contact) => flawsOf(contact, mixed))
        const kept = mixed.contacts.filter((_, i) => flaws[i]?.length === 0).map(({ email }) => email ?? "")
        const fresh = new Set(kept.filter((email) => !existing.includes(email)))

        const result = yield* bulkCreateContacts(organization, request(mixed), { ...lenient, outcomes: true })

        const { total, created, skipped, invalid, details = [], outcomes = [] } = result
        assert.deepStrictEqual(
          { total, created, skipped, invalid },
          {
            total: mixed.contacts.length,
            created: fresh.size,
            skipped: kept.length - fresh.size,
            invalid: mixed.contacts.length - kept.length,
          },
        )
        assert.deepStrictEqual<unknown>(
          details.map((problem) => [problem.index, ...summaryOf(problem)]),
          flaws.flatMap((ofContact, index) => ofContact.map((flaw) => [index, ...flaw])),
        )
        assert.strictEqual("details" in result, (invalid ?? 0) > 0)
        assert.deepStrictEqual(
          outcomes.map(({ index }) => index),
          mixed.contacts.map((_, i) => i),
        )
        assert.deepStrictEqual<unknown>(
          outcomes.map((outcome) => (outcome.status === "invalid" ? outcome.problems.map(summaryOf) : [])),
          flaws,
        )
        assert.deepStrictEqual(yield* ownedEmails(organization), [...new Set([...existing, ...fresh])].sort())
      }),
    ),
  )

  it.effect("stores what a strict request without the invalid contacts stores", () =>
    checkProperty(
      mixedRequest,
      runs,
      Effect.fnUntraced(function* (mixed) {
        const [one, other] = [yield* arrange(mixed), yield* arrange(mixed)]
        const contacts = mixed.contacts.filter((contact) => flawsOf(contact, mixed).length === 0)
        const { created, skipped } = yield* bulkCreateContacts(one, request(mixed), lenient)
        const strict = yield* Effect.result(bulkCreateContacts(other, request({ ...mixed, contacts })))
        if (contacts.length === 0) assert.deepStrictEqual(strict, Result.fail(new NoContactsToCreate()))
        else {
          const counts = Result.getOrThrow(strict)
          assert.deepStrictEqual([created, skipped], [counts.created, counts.skipped])
        }
        const stored = yield* Effect.forEach([one, other], comparableContacts)
        assert.deepStrictEqual(stored[0], stored[1])
      }),
    ),
  )

  it.effect("leaves something out exactly if the strict request is rejected, for the same reasons", () =>
    checkProperty(
      mixedRequest,
      runs,
      Effect.fnUntraced(function* (mixed) {
        const organization = yield* arrange(mixed)
        const foreseen = yield* bulkCreateContacts(organization, request(mixed), { ...lenient, dryRun: true })
        const strict = yield* Effect.result(bulkCreateContacts(organization, request(mixed)))
        const { invalid, details = [], ...counts } = foreseen
        if (Result.isSuccess(strict)) {
          assert.deepStrictEqual([invalid, details], [0, []])
          assert.deepStrictEqual(strict.success, counts)
          return
        }
        assert.isTrue((invalid ?? 0) > 0)
        const references = details.filter(({ code }) => referenceCodes.has(code))
        const validation = details.filter(({ code }) => !referenceCodes.has(code))
        if (validation.length > 0) {
          assert.deepStrictEqual(strict.failure, new InvalidRequest({ problems: validation, omitted: 0 }))
          return
        }
        assert.isTrue(strict.failure instanceof ReferenceNotFound)
        if (!(strict.failure instanceof ReferenceNotFound)) return
        const distinct = (problems: ReadonlyArray<Problem>) =>
          [...new Set(problems.map((problem) => JSON.stringify(summaryOf(problem))))].sort()
        assert.deepStrictEqual(distinct(strict.failure.problems), distinct(references))
      }),
    ),
  )

  it.effect("has the same result in a dry run, which stores nothing", () =>
    checkProperty(
      mixedRequest,
      runs,
      Effect.fnUntraced(function* (mixed) {
        const organization = yield* arrange(mixed)
        const options = { ...lenient, outcomes: true }
        const foreseen = yield* bulkCreateContacts(organization, request(mixed), { ...options, dryRun: true })
        assert.deepStrictEqual(yield* ownedEmails(organization), [])
        const result = yield* bulkCreateContacts(organization, request(mixed), options)
        assert.deepStrictEqual(
          { ...foreseen, outcomes: withoutIds(foreseen.outcomes) },
          { ...result, outcomes: withoutIds(result.outcomes) },
        )
      }),
    ),
  )

  it.effect("creates the first valid contact with an email", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization(mixedPlan)
      const email = "ada@example.com"
      const contacts = [
        { email, contactType: "CT1", phoneNumber: "0", source: "invalid" },
        { email, contactType: "CT1", accountIds: ["X1"], source: "unknown account" },
        { email, source: "no contact type" },
        { email, contactType: "CT1", source: "first" },
        { email, contactType: "CT1", source: "second" },
      ]
      const { outcomes = [], ...counts } = yield* bulkCreateContacts(
        organization,
        { contacts },
        { ...lenient, outcomes: true },
      )
      assert.deepStrictEqual([counts.created, counts.skipped, counts.invalid], [1, 1, 3])
      const stored = yield* (yield* StoreFixture).contacts(organization)
      assert.deepStrictEqual(
        stored.map(({ source }) => source),
        ["first"],
      )
      assert.deepStrictEqual<unknown>(outcomes.slice(3), [
        { index: 3, email, status: "created", id: stored[0]?.id },
        { index: 4, email, status: "skipped", reason: "duplicate_in_request", duplicateOf: 3 },
      ])
    }),
  )

  it.effect("is rejected because of its own problems, and only of missing references that are its own", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization({ ...mixedPlan, defaultContactType: "CT1" })
      const contacts = ["ada@example.com", { email: "grace@example.com", accountIds: ["X9"], contactType: "XT9" }]
      const refusalOf = (defaults: object) =>
        Effect.flip(bulkCreateContacts(organization, { contacts, ...defaults }, lenient))
      for (const defaults of [{ source: "\0" }, { sauce: "Slack" }, { accountIds: [7] }, { contacts: [] }]) {
        assert.isOneOf((yield* refusalOf(defaults))._tag, ["InvalidRequest", "NoContactsToCreate"])
      }
      const missing = { accountIds: [], contactTypes: [], defaultContactTypeMissing: false }
      assert.deepStrictEqual<unknown>(
        yield* refusalOf({ accountIds: ["A1", "X1"] }),
        new ReferenceNotFound({ ...missing, accountIds: ["X1"] as never }),
      )
      assert.deepStrictEqual<unknown>(
        yield* refusalOf({ contactType: "XT1" }),
        new ReferenceNotFound({ ...missing, contactTypes: ["XT1"] as never }),
      )
      assert.deepStrictEqual(yield* ownedEmails(organization), [])
    }),
  )

  it.effect("lists the problems of its contacts too if it is rejected", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const contacts = ["no address", "ada@example.com"]
      const refusal = yield* Effect.flip(bulkCreateContacts(organization, { contacts, source: "\0" }, lenient))
      assert.deepStrictEqual(
        refusal instanceof InvalidRequest && refusal.problems.map(({ index, field }) => [index, field]),
        [
          [undefined, "source"],
          [0, "email"],
        ],
      )
    }),
  )

  it.effect(
    "succeeds without any valid contact, and is rejected if all contacts exist and the policy is to reject that",
    () =>
      Effect.gen(function* () {
        const organization = yield* arrangeOrganization()
        const strictly = Effect.provideService(BulkCreatePolicy, { maxContacts: 10, allDuplicates: "reject" })
        const create = (...contacts: ReadonlyArray<string>) =>
          strictly(bulkCreateContacts(organization, { contacts }, lenient))
        const details = [
          { index: 0, field: "email", code: "invalid_email", message: "must be an email address" },
        ] as const
        assert.deepStrictEqual<unknown>(yield* create("no address"), {
          total: 1,
          created: 0,
          skipped: 0,
          invalid: 1,
          details,
          replayed: false,
        })
        assert.strictEqual((yield* create("ada@example.com")).created, 1)
        assert.deepStrictEqual<unknown>(yield* create("no address", "ada@example.com"), {
          total: 2,
          created: 0,
          skipped: 1,
          invalid: 1,
          details,
          replayed: false,
        })
        assert.deepStrictEqual(yield* Effect.flip(create("ada@example.com")), new NoContactsToCreate())
      }),
  )

  it.effect(
    "lists the first 100 problems in the order of the contacts, the first 20 of each, and counts the rest",
    () =>
      Effect.gen(function* () {
        const organization = yield* arrangeOrganization(mixedPlan)
        const contacts = Array.from({ length: 300 }, (_, i) =>
          i % 2 === 0 ? { email: `ada${i}@example.com`, contactType: `XT${i}` } : "no address",
        )
        const { invalid, details = [], omitted } = yield* bulkCreateContacts(organization, { contacts }, lenient)
        assert.deepStrictEqual([invalid, details.length, omitted], [300, 100, 200])
        details.forEach(({ index, code }, i) => {
          assert.deepStrictEqual([index, code], [i, i % 2 === 0 ? "contact_type_not_found" : "invalid_email"])
        })
        const unknown = Object.fromEntries(Array.from({ length: 130 }, (_, i) => [`unknown${i}`, i]))
        const accountIds = Array.from({ length: 25 }, (_, i) => `X${i}`)
        const crowded = [
          { ...unknown, email: "ada@example.com" },
          { email: "b@example.com", contactType: "CT1", accountIds },
        ]
        const result = yield* bulkCreateContacts(organization, { contacts: crowded }, { ...lenient, outcomes: true })
        assert.deepStrictEqual([result.details?.length, result.omitted], [100, 55])
        assert.deepStrictEqual(
          result.outcomes?.map((outcome) => outcome.status === "invalid" && [outcome.problems.length, outcome.omitted]),
          [
            [20, 110],
            [20, 5],
          ],
        )
      }),
  )
})

const referenceCodes = new Set<string>(["account_not_found", "contact_type_not_found", "contact_type_required"])
