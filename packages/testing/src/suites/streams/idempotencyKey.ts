import {
  bulkCreateContactStream,
  EmailAddress,
  IdempotencyKeyInUse,
  IdempotencyKeyReused,
  type OrganizationId,
  type StagedContacts,
} from "@bulk-contacts/core"
import { Effect, Stream } from "effect"
import { arrangeOrganization, ownedEmails } from "../../arrange.ts"
import { assert } from "../../assert.ts"
import { checkProperty } from "../../checkProperty.ts"
import { givenRequest } from "../../generators/request.ts"
import { StoreFixture } from "../../StoreFixture.ts"
import { makeSuite, type Store } from "../../Suite.ts"
import { streamOf } from "./contactStream.ts"

const idempotencyKey = "key"

const once = (organization: OrganizationId, contacts: ReadonlyArray<unknown>, defaults = {}, options = {}) =>
  Effect.scoped(bulkCreateContactStream(organization, streamOf(contacts), defaults, { ...options, idempotencyKey }))

/** Streams with an idempotency key, and their retries. */
export const streamIdempotencyKeySuite = makeSuite<Store | StagedContacts>(
  "A bulk create from a stream with an idempotency key",
  (it, { runs }) => {
    it.effect("is carried out once, and a retry gets the same result whatever happened since", () =>
      checkProperty(
        givenRequest(),
        runs,
        Effect.fnUntraced(function* ({ emails, request: { contacts } }) {
          const organization = yield* arrangeOrganization()
          const first = yield* once(organization, contacts)
          assert.deepStrictEqual(first, { ...first, replayed: false })
          yield* (yield* StoreFixture).deleteContact(organization, EmailAddress.make(emails[0] ?? ""))
          const existing = yield* ownedEmails(organization)
          assert.deepStrictEqual(yield* once(organization, contacts), { ...first, replayed: true })
          assert.deepStrictEqual(yield* ownedEmails(organization), existing)
        }),
      ),
    )

    it.effect("distinguishes streams by every contact and by the defaults", () =>
      Effect.gen(function* () {
        const contacts = Array.from({ length: 700 }, (_, i) => `ada${i}@example.com`)
        const changes: ReadonlyArray<readonly [ReadonlyArray<string>, object]> = [
          [contacts.with(0, "grace@example.com"), {}],
          [contacts.with(699, "grace@example.com"), {}],
          [contacts.slice(1), {}],
          [[...contacts, "grace@example.com"], {}],
          [contacts.toReversed(), {}],
          [contacts, { source: "Slack" }],
        ]
        const organization = yield* arrangeOrganization()
        yield* once(organization, contacts)
        for (const [changed, defaults] of changes) {
          const refusal = yield* Effect.flip(once(organization, changed, defaults))
          assert.deepStrictEqual(refusal, new IdempotencyKeyReused())
        }
        assert.deepStrictEqual(yield* ownedEmails(organization), contacts.toSorted())
        assert.strictEqual((yield* once(organization, contacts, { source: "" })).replayed, true)
      }),
    )

    it.effect("does not use up the key if it is rejected or a dry run", () =>
      Effect.gen(function* () {
        const organization = yield* arrangeOrganization()
        yield* Effect.flip(once(organization, ["no address"]))
        const foreseen = yield* once(organization, ["ada@example.com"], {}, { dryRun: true })
        assert.deepStrictEqual(foreseen, { total: 1, created: 1, skipped: 0, replayed: false })
        assert.strictEqual((yield* once(organization, ["grace@example.com"])).replayed, false)
        assert.deepStrictEqual(yield* ownedEmails(organization), ["grace@example.com"])
      }),
    )

    it.effect("replays the counts without outcomes", () =>
      Effect.gen(function* () {
        const organization = yield* arrangeOrganization()
        const first = yield* once(organization, ["ada@example.com"], {}, { outcomes: true })
        assert.isTrue(first.outcomes !== undefined)
        const again = yield* once(organization, ["ada@example.com"], {}, { outcomes: true })
        assert.deepStrictEqual(again, { total: 1, created: 1, skipped: 0, replayed: true })
      }),
    )

    it.effect("is replayed to all who send it at the same time", () =>
      Effect.gen(function* () {
        const organization = yield* arrangeOrganization()
        const first = yield* once(organization, ["ada@example.com"])
        const again = Array.from({ length: 4 }, () => once(organization, ["ada@example.com"]))
        for (const answer of yield* Effect.all(again, { concurrency: "unbounded" })) {
          assert.deepStrictEqual(answer, { ...first, replayed: true })
        }
      }),
    )

    it.effect("is rejected while another one with the key is in progress", () =>
      Effect.gen(function* () {
        const organization = yield* arrangeOrganization()
        const meanwhile = Effect.flip(once(organization, ["ada@example.com"]))
        const asking = Stream.fromEffect(
          Effect.map(meanwhile, (refusal) => {
            assert.deepStrictEqual(refusal, new IdempotencyKeyInUse())
            return { contact: "grace@example.com" }
          }),
        )
        const { created } = yield* Effect.scoped(bulkCreateContactStream(organization, asking, {}, { idempotencyKey }))
        assert.strictEqual(created, 1)
        assert.deepStrictEqual(yield* ownedEmails(organization), ["grace@example.com"])
      }),
    )
  },
)
