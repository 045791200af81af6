import { AccountId, bulkCreateContacts, ReferenceNotFound } from "@bulk-contacts/core"
import { Effect } from "effect"
import fc from "fast-check"
import { arrangeOrganization } from "../../arrange.ts"
import { assert } from "../../assert.ts"
import { checkProperty } from "../../checkProperty.ts"
import { StoreFixture } from "../../StoreFixture.ts"
import { makeSuite } from "../../Suite.ts"

/** What a contact or a request may say, and what refers to nothing. */
const said = (accounts: ReadonlyArray<string>, contactTypes: ReadonlyArray<string>) =>
  fc.record({
    accountIds: fc.oneof(fc.constantFrom(undefined, null), fc.constantFrom(...accounts), fc.subarray([...accounts])),
    contactType: fc.constantFrom(undefined, null, ...contactTypes),
    source: fc.constantFrom(undefined, null, "Slack", "Import"),
  })

const existing = { accounts: ["A1", "A2"], contactTypes: ["CT1", "CT2"] }

const requests = (known: ReturnType<typeof said>) =>
  fc.record({
    request: known,
    contacts: fc.array(known, { minLength: 1, maxLength: 5 }),
    defaultContactType: fc.constantFrom("CT1", undefined),
  })

/** A value that is a list of one, or none. */
const listOf = (ids: ReadonlyArray<string> | string | null | undefined) =>
  typeof ids === "string" ? [ids] : (ids ?? null)

const emailOf = (i: number) => `ada${i}@example.com`

/** What a contact does not say itself, and what it refers to. */
export const defaultsSuite = makeSuite("The references of a bulk create", (it, { runs }) => {
  it.effect("are the contact's own, otherwise the request's, otherwise the organization's default", () =>
    checkProperty(
      requests(said(existing.accounts, existing.contactTypes)),
      runs,
      Effect.fnUntraced(function* ({ request, contacts, defaultContactType }) {
        const organization = yield* arrangeOrganization({
          ...existing,
          ...(defaultContactType && { defaultContactType }),
        })
        const typeOf = (i: number) => contacts[i]?.contactType ?? request.contactType ?? defaultContactType
        const outcome = yield* Effect.result(
          bulkCreateContacts(organization, {
            ...request,
            contacts: contacts.map((contact, i) => ({ email: emailOf(i), ...contact })),
          }),
        )
        const stored = yield* (yield* StoreFixture).contacts(organization)
        if (contacts.some((_, i) => typeOf(i) === undefined)) {
          assert.deepStrictEqual(
            outcome._tag === "Failure" && outcome.failure,
            new ReferenceNotFound({ accountIds: [], contactTypes: [], defaultContactTypeMissing: true }),
          )
          assert.strictEqual(stored.length, 0)
          return
        }
        assert.strictEqual(outcome._tag, "Success")
        const byEmail = new Map<string, (typeof stored)[number]>(stored.map((contact) => [contact.email, contact]))
        contacts.forEach((contact, i) => {
          const found = byEmail.get(emailOf(i))
          assert.deepStrictEqual(
            [found?.accountIds.toSorted(), found?.contactType, found?.source],
            [
              listOf(contact.accountIds) ?? listOf(request.accountIds) ?? [],
              typeOf(i),
              contact.source ?? request.source ?? null,
            ],
          )
        })
      }),
    ),
  )

  it.effect(
    "must be known for every contact, even one that would be skipped, and all problems are reported at once",
    () =>
      Effect.gen(function* () {
        const organization = yield* arrangeOrganization(existing)
        const contacts = [{ email: "ada@example.com", contactType: "CT1", accountIds: "X1" }, "ada@example.com"]
        const refusal = yield* Effect.flip(bulkCreateContacts(organization, { contacts }))
        assert.deepStrictEqual(
          refusal,
          new ReferenceNotFound({
            accountIds: [AccountId.make("X1")],
            contactTypes: [],
            defaultContactTypeMissing: true,
          }),
        )
        assert.deepStrictEqual(
          refusal instanceof ReferenceNotFound && refusal.problems.map(({ code, id }) => [code, id]),
          [
            ["account_not_found", "X1"],
            ["contact_type_required", undefined],
          ],
        )
      }),
  )

  it.effect("are all reported if they do not exist, and nothing else is", () =>
    checkProperty(
      requests(said([...existing.accounts, "X1", "X2", "X3"], [...existing.contactTypes, "XT1", "XT2"])),
      runs,
      Effect.fnUntraced(function* ({ request, contacts }) {
        const organization = yield* arrangeOrganization({ ...existing, defaultContactType: "CT1" })
        const outcome = yield* Effect.result(
          bulkCreateContacts(organization, {
            ...request,
            contacts: contacts.map((contact, i) => ({ email: emailOf(i), ...contact })),
          }),
        )
        const all = [request, ...contacts]
        const accountIds = missingOf(all.flatMap((one) => listOf(one.accountIds) ?? []))
        const contactTypes = missingOf(all.flatMap((one) => one.contactType ?? []))
        if (accountIds.length + contactTypes.length === 0) {
          assert.strictEqual(outcome._tag, "Success")
          return
        }
        assert.isTrue(outcome._tag === "Failure" && outcome.failure instanceof ReferenceNotFound)
        if (outcome._tag === "Success" || !(outcome.failure instanceof ReferenceNotFound)) return
        assert.deepStrictEqual<ReadonlyArray<string>>(outcome.failure.accountIds.toSorted(), accountIds)
        assert.deepStrictEqual<ReadonlyArray<string>>(outcome.failure.contactTypes.toSorted(), contactTypes)
        const message = accountIds.length > 0 ? "Account not found" : "Contact type not found"
        assert.strictEqual(outcome.failure.message, message)
        assert.deepStrictEqual(yield* (yield* StoreFixture).contacts(organization), [])
      }),
    ),
  )
})

const missingOf = (ids: ReadonlyArray<string>) => [...new Set(ids)].filter((id) => id.startsWith("X")).sort()
