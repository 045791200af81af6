import { bulkCreateContacts } from "@bulk-contacts/core"
import { Cause, Effect, Exit } from "effect"
import fc from "fast-check"
import { arrangeOrganization } from "../../arrange.ts"
import { assert } from "../../assert.ts"
import { checkProperty } from "../../checkProperty.ts"
import { requestJson } from "../../generators/requestJson.ts"
import { StoreFixture } from "../../StoreFixture.ts"
import { makeSuite } from "../../Suite.ts"

const refusals = ["NoContactsToCreate", "InvalidRequest", "ReferenceNotFound"]

/** Any JSON from outside can be passed as it is. */
export const anyJsonSuite = makeSuite("A bulk create of any JSON", (it, { runs }) => {
  it.effect("succeeds or is rejected, and is never a defect", () =>
    checkProperty(
      fc.tuple(requestJson, fc.boolean()),
      runs * 10,
      Effect.fnUntraced(function* ([json, lenient]) {
        const organization = yield* arrangeOrganization({
          accounts: ["A1", "A2"],
          contactTypes: ["CT1"],
          defaultContactType: "CT1",
        })
        const request = JSON.parse(json)
        const exit = yield* Effect.exit(bulkCreateContacts(organization, request, { lenient, outcomes: lenient }))
        const stored = yield* (yield* StoreFixture).contacts(organization)
        if (Exit.isSuccess(exit)) {
          const { total, created, skipped, invalid = 0, details = [] } = exit.value
          assert.deepStrictEqual([total, created], [request.contacts.length, stored.length])
          assert.strictEqual(total, created + skipped + invalid)
          assert.isTrue(details.every(({ index }) => index !== undefined))
        } else {
          assert.isTrue(
            exit.cause.reasons.every((reason) => Cause.isFailReason(reason) && refusals.includes(reason.error._tag)),
            Cause.pretty(exit.cause),
          )
          assert.deepStrictEqual(stored, [])
        }
      }),
    ),
  )
})
