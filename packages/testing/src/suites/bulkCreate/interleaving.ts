import { bulkCreateContacts } from "@bulk-contacts/core"
import { Effect } from "effect"
import fc from "fast-check"
import { arrangeOrganization, ownedEmails } from "../../arrange.ts"
import { assert } from "../../assert.ts"
import { checkProperty } from "../../checkProperty.ts"
import { givenRequest } from "../../generators/request.ts"
import { aroundPortCalls } from "../../portCalls.ts"
import { makeSuite, type Store } from "../../Suite.ts"

const requests = fc.array(givenRequest({ maxContacts: 5 }), { minLength: 2, maxLength: 4 })

/** Concurrent requests with overlapping emails. */
export const interleavingSuite = makeSuite("Concurrent bulk creates", (it, { runs }) => {
  it.effect("create each email exactly once, in whatever order their port calls run", () =>
    checkProperty(
      fc.tuple(requests, fc.scheduler()),
      runs,
      Effect.fnUntraced(function* ([requests, scheduler]) {
        const organization = yield* arrangeOrganization()
        const inTurn = aroundPortCalls((call) =>
          Effect.andThen(
            Effect.promise(() => scheduler.schedule(Promise.resolve())),
            call,
          ),
        )
        const context = yield* Effect.context<Store>()
        const all = Effect.forEach(requests, ({ request }) => inTurn(bulkCreateContacts(organization, request)), {
          concurrency: "unbounded",
        })
        const results = yield* Effect.promise(() => scheduler.waitFor(Effect.runPromiseWith(context)(all)))
        const distinct = [...new Set(requests.flatMap(({ emails }) => emails))].sort()
        assert.strictEqual(
          results.reduce((sum, { created }) => sum + created, 0),
          distinct.length,
        )
        results.forEach(({ total, created, skipped }, i) => {
          assert.strictEqual(total, requests[i]?.emails.length)
          assert.strictEqual(total, created + skipped)
        })
        assert.deepStrictEqual(yield* ownedEmails(organization), distinct)
      }),
    ),
  )
})
