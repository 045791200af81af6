import {
  AccountId,
  bulkCreateContacts,
  Contacts,
  ContactTypeId,
  EmailAddress,
  OrganizationId,
  Organizations,
  ReferenceNotFound,
} from "@bulk-contacts/core"
import { Effect, Exit } from "effect"
import { SecureRandom } from "effect/crypto"
import fc from "fast-check"
import { arrangeOrganization, ownedEmails, sorted } from "../../arrange.ts"
import { assert } from "../../assert.ts"
import { checkProperty } from "../../checkProperty.ts"
import { givenRequest } from "../../generators/request.ts"
import { StoreFixture } from "../../StoreFixture.ts"
import { makeSuite } from "../../Suite.ts"

/** Nothing crosses. */
export const organizationsSuite = makeSuite("The bulk creates of two organizations", (it, { runs }) => {
  it.effect("neither see nor affect each other", () =>
    checkProperty(
      fc.tuple(givenRequest(), givenRequest()),
      runs,
      Effect.fnUntraced(function* ([ours, theirs]) {
        const [us, them, alone] = [
          yield* arrangeOrganization(),
          yield* arrangeOrganization(),
          yield* arrangeOrganization(),
        ]
        const store = yield* StoreFixture
        yield* bulkCreateContacts(them, theirs.request)
        const before = sorted(yield* store.contacts(them))
        const result = yield* bulkCreateContacts(us, ours.request)
        assert.deepStrictEqual(result, yield* bulkCreateContacts(alone, ours.request))
        assert.deepStrictEqual(yield* ownedEmails(us), yield* ownedEmails(alone))
        assert.deepStrictEqual(sorted(yield* store.contacts(them)), before)
      }),
    ),
  )

  it.effect("lose no contact if one of them does not exist: the request is rejected, fails, or creates it", () =>
    Effect.gen(function* () {
      for (const options of [{}, { lenient: true }]) {
        const nowhere = OrganizationId.make(`org-${SecureRandom.uuidV7Unsafe()}`)
        const exit = yield* Effect.exit(bulkCreateContacts(nowhere, { contacts: ["ada@example.com"] }, options))
        if (Exit.isFailure(exit)) continue
        assert.strictEqual(
          exit.value.skipped,
          0,
          "Nobody has the email: insertNew must fail if the organization is missing",
        )
        const found = yield* (yield* Contacts).findByEmail(nowhere, [EmailAddress.make("ada@example.com")])
        assert.strictEqual(found.size, exit.value.created)
      }
    }),
  )

  it.effect("are defects that name an organization that does not exist, if the store can tell", () =>
    Effect.gen(function* () {
      const organizations = yield* Organizations
      const nowhere = OrganizationId.make(`org-${SecureRandom.uuidV7Unsafe()}`)
      if (organizations === null || (yield* organizations.exists(nowhere))) return
      for (const options of [{}, { lenient: true }])
        for (const references of [{}, { contactType: "CT1" }, { accountIds: "A1" }]) {
          const request = { contacts: [{ email: "ada@example.com", ...references }] }
          const exit = yield* Effect.exit(bulkCreateContacts(nowhere, request, options))
          assert.isTrue(String(exit).includes(`The organization ${nowhere} does not exist`), String(exit))
        }
    }),
  )

  it.effect("cannot use each other's accounts, contact types and defaults", () =>
    Effect.gen(function* () {
      const us = yield* arrangeOrganization({ accounts: ["A1"], contactTypes: ["CT1"] })
      yield* arrangeOrganization({ accounts: ["A2"], contactTypes: ["CT2"], defaultContactType: "CT2" })
      const refusal = (request: { readonly accountIds?: string; readonly contactType?: string }) =>
        Effect.flip(bulkCreateContacts(us, { contacts: ["ada@example.com"], ...request }))
      const [accountIds, contactTypes] = [[AccountId.make("A2")], [ContactTypeId.make("CT2")]]
      assert.deepStrictEqual(
        yield* refusal({ accountIds: "A2", contactType: "CT2" }),
        new ReferenceNotFound({ accountIds, contactTypes, defaultContactTypeMissing: false }),
      )
      assert.deepStrictEqual(
        yield* refusal({ accountIds: "A1" }),
        new ReferenceNotFound({ accountIds: [], contactTypes: [], defaultContactTypeMissing: true }),
      )
      assert.deepStrictEqual(yield* ownedEmails(us), [])
    }),
  )
})
