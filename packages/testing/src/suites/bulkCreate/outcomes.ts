import { bulkCreateContacts } from "@bulk-contacts/core"
import { Effect } from "effect"
import fc from "fast-check"
import { arrangeOrganization } from "../../arrange.ts"
import { assert } from "../../assert.ts"
import { checkProperty } from "../../checkProperty.ts"
import { givenRequest } from "../../generators/request.ts"
import { StoreFixture } from "../../StoreFixture.ts"
import { makeSuite } from "../../Suite.ts"

/** The outcome of each contact, also in a dry run. */
export const outcomesSuite = makeSuite("The outcomes of a bulk create", (it, { runs }) => {
  it.effect("list every contact in the order given, and agree with what is stored", () =>
    checkProperty(
      fc.tuple(givenRequest(), givenRequest()),
      runs,
      Effect.fnUntraced(function* ([first, second]) {
        const organization = yield* arrangeOrganization()
        const { contacts } = yield* StoreFixture
        yield* bulkCreateContacts(organization, first.request)
        const existing = new Map<string, string>((yield* contacts(organization)).map(({ email, id }) => [email, id]))
        const result = yield* bulkCreateContacts(organization, second.request, { outcomes: true })
        const stored = new Map<string, string>((yield* contacts(organization)).map(({ email, id }) => [email, id]))
        const expected = second.emails.map((email, index) => {
          const duplicateOf = second.emails.indexOf(email)
          const skipped = { index, email, status: "skipped" }
          if (duplicateOf < index) return { ...skipped, reason: "duplicate_in_request", duplicateOf }
          if (existing.has(email)) return { ...skipped, reason: "already_exists", id: existing.get(email) }
          return { index, email, status: "created", id: stored.get(email) }
        })
        assert.deepStrictEqual<unknown>(result.outcomes, expected)
        assert.strictEqual(result.created, expected.filter(({ status }) => status === "created").length)
      }),
    ),
  )

  it.effect("are the same in a dry run, which stores nothing", () =>
    checkProperty(
      fc.tuple(givenRequest(), givenRequest()),
      runs,
      Effect.fnUntraced(function* ([first, second]) {
        const organization = yield* arrangeOrganization()
        const { contacts } = yield* StoreFixture
        yield* bulkCreateContacts(organization, first.request)
        const before = yield* contacts(organization)
        const foreseen = yield* bulkCreateContacts(organization, second.request, { outcomes: true, dryRun: true })
        assert.deepStrictEqual(yield* contacts(organization), before)
        const result = yield* bulkCreateContacts(organization, second.request, { outcomes: true })
        const outcomes = result.outcomes?.map((outcome) => {
          if (outcome.status !== "created") return outcome
          const { id: _, ...withoutId } = outcome
          return withoutId
        })
        assert.deepStrictEqual<unknown>(foreseen, { ...result, outcomes })
      }),
    ),
  )

  it.effect("are the same errors in a dry run", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization({ contactTypes: [] })
      for (const request of [{ contacts: [] }, { contacts: ["no address"] }, { contacts: ["ada@example.com"] }]) {
        const foreseen = yield* Effect.flip(bulkCreateContacts(organization, request, { dryRun: true }))
        assert.deepStrictEqual(foreseen, yield* Effect.flip(bulkCreateContacts(organization, request)))
      }
    }),
  )
})
