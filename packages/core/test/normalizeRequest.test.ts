import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { InvalidRequest, NoContactsToCreate } from "../src/domain/errors.ts"
import type { Problem } from "../src/domain/Problem.ts"
import { normalizeRequest } from "../src/request/normalizeRequest.ts"

const policy = { maxContacts: 10 }

const problemsOf = (request: unknown) =>
  normalizeRequest(request, policy).pipe(
    Effect.flip,
    Effect.map((error) => (error instanceof InvalidRequest ? error.problems : [])),
  )

describe("normalizeRequest", () => {
  it.effect("keeps the order of the contacts, and reads the defaults", () =>
    Effect.gen(function* () {
      const request = {
        contacts: ["b@example.com", "a@example.com"],
        accountIds: "A1",
        contactType: "CT1",
        source: " S ",
      }
      const { contacts, defaults } = yield* normalizeRequest(request, policy)
      assert.deepStrictEqual<ReadonlyArray<string>>(
        contacts.map((contact) => ("email" in contact ? contact.email : "invalid")),
        ["b@example.com", "a@example.com"],
      )
      assert.deepStrictEqual<unknown>(defaults, { accountIds: ["A1"], contactType: "CT1", source: "S" })
    }),
  )

  it.effect("takes null and what is empty as absent", () =>
    Effect.gen(function* () {
      const absent = { accountIds: [], contactType: null, source: null }
      for (const fields of [
        {},
        { accountIds: null, contactType: null, source: null },
        { accountIds: [], contactType: "", source: " " },
        { accountIds: "", contactType: "\u200B", source: "\u00AD" },
        { accountIds: ["", null], contactType: "\u00A0" },
      ]) {
        const { defaults } = yield* normalizeRequest({ contacts: ["a@example.com"], ...fields }, policy)
        assert.deepStrictEqual(defaults, absent)
      }
    }),
  )

  it.effect("reads phone numbers with the default country of the request, or else of the policy", () =>
    Effect.gen(function* () {
      const request = { contacts: [{ email: "a@example.com", phoneNumber: "030 901820" }] }
      const phoneNumber = (country: string | null, requested?: string) =>
        normalizeRequest(
          request,
          { ...policy, defaultCountry: country },
          { ...(requested !== undefined && { defaultCountry: requested }) },
        ).pipe(Effect.map(({ contacts: [contact] }) => contact && "phoneNumber" in contact && contact.phoneNumber))
      assert.strictEqual(yield* phoneNumber("DE"), "+4930901820")
      assert.strictEqual(yield* phoneNumber(null, "de"), "+4930901820")
      assert.strictEqual(yield* phoneNumber("US", "DE"), "+4930901820")
      assert.strictEqual(yield* phoneNumber("DE", ""), "+4930901820")
      assert.instanceOf(yield* Effect.flip(phoneNumber(null)), InvalidRequest)
    }),
  )

  it.effect("rejects a default country that does not exist", () =>
    Effect.gen(function* () {
      for (const country of ["XX", "D", "DEU", "Germany"]) {
        const error = yield* Effect.flip(
          normalizeRequest({ contacts: ["a@example.com"] }, policy, { defaultCountry: country }),
        )
        assert.deepStrictEqual(error instanceof InvalidRequest && error.problems, [
          {
            field: "defaultCountry",
            code: "invalid_value",
            message: "must be the ISO 3166-1 alpha-2 code of a country, such as DE",
          },
        ])
      }
    }),
  )

  it.effect("has no contacts to create where the list is empty", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(normalizeRequest({ contacts: [] }, policy))
      assert.deepStrictEqual(error, new NoContactsToCreate())
      assert.strictEqual(error.message, "No contacts to create")
    }),
  )

  it.effect("refuses what is no request", () =>
    Effect.gen(function* () {
      const notAnObject: ReadonlyArray<Problem> = [{ field: "body", code: "wrong_type", message: "must be an object" }]
      for (const request of [null, undefined, 1, "text", true, [], ["ada@example.com"]]) {
        assert.deepStrictEqual(yield* problemsOf(request), notAnObject)
      }
      const required: ReadonlyArray<Problem> = [{ field: "contacts", code: "required", message: "is required" }]
      assert.deepStrictEqual(yield* problemsOf({}), required)
      assert.deepStrictEqual(yield* problemsOf({ contacts: null }), required)
      for (const contacts of ["ada@example.com", { 0: "ada@example.com", length: 1 }, 1]) {
        assert.deepStrictEqual(yield* problemsOf({ contacts }), [
          { field: "contacts", code: "wrong_type", message: "must be an array" },
        ])
      }
    }),
  )

  it.effect("has at most as many contacts as the policy says", () =>
    Effect.gen(function* () {
      const contacts = Array.from({ length: policy.maxContacts }, (_, i) => `ada${i}@example.com`)
      assert.strictEqual((yield* normalizeRequest({ contacts }, policy)).contacts.length, policy.maxContacts)
      const message = "must have at most 10 contacts, not 11"
      assert.deepStrictEqual(yield* problemsOf({ contacts: [...contacts, "no address"] }), [
        { field: "contacts", code: "too_many_contacts", message },
      ])
    }),
  )

  it.effect("names all the problems of the request and of every contact, the request's own first", () =>
    Effect.gen(function* () {
      const problems = yield* problemsOf({
        contacts: [
          "a@example.com",
          "b",
          { email: "c@example.com", phoneNumber: "0", lastName: 1 },
          "d@example.com",
          5,
          "",
        ],
        accountIds: [7],
        contactType: 7,
        source: "\0",
        sauce: "Slack",
      })
      assert.deepStrictEqual(
        problems.map(({ index, field }) => [index, field]),
        [
          [undefined, "sauce"],
          [undefined, "accountIds"],
          [undefined, "contactType"],
          [undefined, "source"],
          [1, "email"],
          [2, "lastName"],
          [2, "phoneNumber"],
          [4, "contacts"],
          [5, "email"],
        ],
      )
      assert.isFalse("index" in (problems[0] ?? {}))
    }),
  )

  it.effect("lists the first 10,000 problems and counts the rest", () =>
    Effect.gen(function* () {
      const contacts = Array.from({ length: 10_001 }, () => "no address")
      const error = yield* Effect.flip(normalizeRequest({ contacts }, { maxContacts: 10_001 }))
      assert.isTrue(error instanceof InvalidRequest)
      if (!(error instanceof InvalidRequest)) return
      assert.deepStrictEqual([error.problems.length, error.omitted], [10_000, 1])
      assert.strictEqual(error.problems[9_999]?.index, 9_999)
      assert.strictEqual(error.message, "Invalid request: 10001 problems, nothing was created")
    }),
  )

  it.effect("reads a property of the request itself only", () =>
    Effect.gen(function* () {
      const request = JSON.parse('{"__proto__":{"contacts":["ada@example.com"]}}')
      assert.deepStrictEqual(
        (yield* problemsOf(request)).map(({ field }) => field),
        ["__proto__", "contacts"],
      )
    }),
  )
})
