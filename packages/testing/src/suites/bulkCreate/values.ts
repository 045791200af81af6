import { bulkCreateContacts, type ContactInput, InvalidRequest, type Problem } from "@bulk-contacts/core"
import { Cause, Effect, Exit } from "effect"
import fc from "fast-check"
import { arrangeOrganization, ownedEmails } from "../../arrange.ts"
import { assert } from "../../assert.ts"
import { checkProperty } from "../../checkProperty.ts"
import { spelledTwice, unseen } from "../../generators/email.ts"
import { givenMailbox, suffixedMailbox } from "../../generators/mailbox.ts"
import { noAddress, noisyAddress } from "../../generators/noise.ts"
import { givenRequest } from "../../generators/request.ts"
import { personName } from "../../generators/text.ts"
import { StoreFixture } from "../../StoreFixture.ts"
import { makeSuite } from "../../Suite.ts"
import { type StoredValues, valueCases } from "../../valueCases.ts"

const problemsOf = (exit: Exit.Exit<unknown, unknown>): ReadonlyArray<Problem> => {
  const [reason] = Exit.isFailure(exit) ? exit.cause.reasons : []
  const error = reason !== undefined && Cause.isFailReason(reason) ? reason.error : undefined
  return error instanceof InvalidRequest ? error.problems : []
}

const allContacts = Effect.fnUntraced(function* (organization: Parameters<typeof ownedEmails>[0]) {
  return yield* (yield* StoreFixture).contacts(organization)
})

/** What is stored of the values that people have. */
export const valuesSuite = makeSuite("The values of a bulk create", (it, { runs }) => {
  for (const { name, contacts, ...defaults } of valueCases) {
    it.effect(`are right for ${name}`, () =>
      Effect.forEach(
        contacts,
        Effect.fnUntraced(function* ([contact, expected]) {
          const organization = yield* arrangeOrganization()
          const exit = yield* Effect.exit(bulkCreateContacts(organization, { contacts: [contact], ...defaults }))
          const stored = yield* allContacts(organization)
          if ("email" in expected) {
            const fields = Object.keys(expected) as ReadonlyArray<keyof StoredValues>
            const values = stored.map((contact) => Object.fromEntries(fields.map((field) => [field, contact[field]])))
            assert.deepStrictEqual<unknown>(values, [expected])
          } else {
            const [{ code, message } = {}] = problemsOf(exit)
            assert.strictEqual(code, expected.code)
            assert.includes(message ?? "", expected.names)
            assert.deepStrictEqual(stored, [])
          }
        }),
      ),
    )
  }

  it.effect("are the same contact for two spellings of one address", () =>
    checkProperty(
      spelledTwice,
      runs,
      Effect.fnUntraced(function* ([one, other]) {
        const organization = yield* arrangeOrganization()
        const contacts = [one.spelling, { email: other.spelling }, `Ada <${other.undecorated}>`]
        const { created, skipped } = yield* bulkCreateContacts(organization, { contacts })
        assert.deepStrictEqual([created, skipped], [1, 2])
        assert.deepStrictEqual(yield* ownedEmails(organization), [one.email])
        const again = yield* bulkCreateContacts(organization, { contacts: [other.spelling] })
        assert.deepStrictEqual([again.created, again.skipped], [0, 1])
      }),
    ),
  )

  it.effect("are the address and the name of a mailbox, whatever program wrote it", () =>
    checkProperty(
      fc.oneof({ weight: 4, arbitrary: givenMailbox }, { weight: 1, arbitrary: suffixedMailbox }),
      runs,
      Effect.fnUntraced(function* ({ text, email, firstName, lastName }) {
        const organization = yield* arrangeOrganization()
        yield* bulkCreateContacts(organization, { contacts: [text] })
        const [contact] = yield* allContacts(organization)
        assert.deepStrictEqual<unknown>(
          [contact?.email, contact?.firstName, contact?.lastName],
          [email, firstName, lastName],
        )
      }),
    ),
  )

  it.effect("have nothing around them that cannot be seen", () =>
    checkProperty(
      fc.tuple(personName, unseen, unseen),
      runs,
      Effect.fnUntraced(function* ([name, before, after]) {
        const organization = yield* arrangeOrganization({ accounts: ["A 1"], contactTypes: ["CT 1"] })
        const around = (text: string) => before + text + after
        const fields = { firstName: around(name), lastName: around(""), source: around("S") }
        const ids = { accountIds: [around(""), around("A 1")], contactType: around("CT 1") }
        yield* bulkCreateContacts(organization, { contacts: [{ email: "ada@example.com", ...fields, ...ids }] })
        const [contact] = yield* allContacts(organization)
        assert.deepStrictEqual<unknown>(
          [contact?.firstName, contact?.lastName, contact?.source, contact?.accountIds, contact?.contactType],
          [name, null, "S", ["A 1"], "CT 1"],
        )
      }),
    ),
  )

  it.effect("are stored as addresses only if nothing is wrong with them", () =>
    checkProperty(
      fc.array(noisyAddress, { minLength: 1, maxLength: 5 }),
      runs,
      Effect.fnUntraced(function* (contacts) {
        const organization = yield* arrangeOrganization()
        const exit = yield* Effect.exit(bulkCreateContacts(organization, { contacts }))
        const emails = yield* ownedEmails(organization)
        if (Exit.isFailure(exit)) assert.deepStrictEqual(emails, [])
        for (const email of emails) assert.match(email, /^(?:[!-~]|[\p{L}\p{M}\p{Nd}])+@[a-z0-9.-]+$/u)
      }),
    ),
  )

  it.effect("are not stored if one of them is rejected", () =>
    checkProperty(
      fc.tuple(givenRequest({ maxContacts: 3 }), noAddress),
      runs,
      Effect.fnUntraced(function* ([{ request }, text]) {
        const organization = yield* arrangeOrganization()
        const contacts: ReadonlyArray<ContactInput> = [...request.contacts, { email: text }]
        const refusal = yield* Effect.flip(bulkCreateContacts(organization, { contacts }))
        assert.isTrue(refusal instanceof InvalidRequest)
        const { field, code, message } = (refusal as InvalidRequest).problems[0] ?? {}
        assert.strictEqual(field, "email")
        assert.strictEqual(typeof code, "string")
        assert.strictEqual(typeof message, "string")
        assert.deepStrictEqual(yield* ownedEmails(organization), [])
      }),
    ),
  )

  it.effect("are normalized once and for all", () =>
    checkProperty(
      givenRequest(),
      runs,
      Effect.fnUntraced(function* ({ request }) {
        const organization = yield* arrangeOrganization()
        yield* bulkCreateContacts(organization, request)
        const stored = yield* allContacts(organization)
        const contacts = stored.map(
          ({ email, firstName, lastName, phoneNumber, avatarUrl, source, customFieldValues, metadata }) => {
            return { email, firstName, lastName, phoneNumber, avatarUrl, source, customFieldValues, metadata }
          },
        )
        const copy = yield* arrangeOrganization()
        yield* bulkCreateContacts(copy, { contacts })
        const copied = yield* allContacts(copy)
        const fieldsOf = (contact: (typeof copied)[number]) => ({ ...contact, id: 0, createdAt: 0, updatedAt: 0 })
        const byEmail = (contacts: typeof copied) => contacts.map(fieldsOf).sort((a, b) => (a.email < b.email ? -1 : 1))
        assert.deepStrictEqual(byEmail(copied), byEmail(stored))
      }),
    ),
  )
})
