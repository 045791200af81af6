import {
  bulkCreateContactStream,
  bulkCreateContacts,
  type ContactInput,
  InvalidRequest,
  OrganizationId,
} from "@bulk-contacts/core"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { makeMemoryStore } from "../src/index.ts"

const acme = OrganizationId.make("acme")
const accounts = Array.from({ length: 10_000 }, (_, i) => `A${i}`)
const emails = (count: number) => Array.from({ length: count }, (_, i) => `ada${i}@example.com`)
const layerStore = makeMemoryStore({ id: "acme", accounts, contactTypes: ["CT1"], defaultContactType: "CT1" }).layer

const createdOf = ({ created }: { readonly created: number }) => created

const create = (contacts: ReadonlyArray<ContactInput>, accountIds: ReadonlyArray<string>, lenient = false) =>
  Effect.map(bulkCreateContacts(acme, { contacts, accountIds }, { dryRun: true, lenient }), createdOf)

const createStream = (contacts: ReadonlyArray<ContactInput>, accountIds: ReadonlyArray<string>, lenient = false) => {
  const stream = Stream.fromIterable(contacts.map((contact) => ({ contact })))
  return Effect.map(bulkCreateContactStream(acme, stream, { accountIds }, { dryRun: true, lenient }), createdOf)
}

describe.each([
  ["list", create],
  ["stream", createStream],
] as const)("the default accounts of a %s", (_kind, create) => {
  const problemsOf = (contacts: ReadonlyArray<ContactInput>, accountIds: ReadonlyArray<string>, lenient?: boolean) =>
    Effect.map(Effect.flip(create(contacts, accountIds, lenient)), (error) =>
      error instanceof InvalidRequest ? error.problems : assert.fail(String(error)),
    )

  it.effect("are at most 100, or a million for all contacts that take them", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* create(emails(101), accounts.slice(0, 9900)), 101)
      for (const lenient of [false, true]) {
        const problems = yield* problemsOf(emails(102), accounts.slice(0, 9900), lenient)
        assert.deepStrictEqual(problems, [
          {
            field: "accountIds",
            code: "too_many_values",
            message: "must have at most 100 ids if more than 101 contacts take all 9900",
          },
        ])
      }
      assert.strictEqual(yield* create(emails(10_000), accounts.slice(0, 100)), 10_000)
    }).pipe(Effect.provide(layerStore)),
  )

  it.effect("are not counted for contacts with accounts of their own", () =>
    Effect.gen(function* () {
      const contacts = emails(300).map((email, i) => ({ email, ...(i < 200 && { accountIds: ["A1"] }) }))
      assert.strictEqual(yield* create(contacts, accounts), 300)
      assert.lengthOf(yield* problemsOf(emails(101), accounts), 1)
    }).pipe(Effect.provide(layerStore)),
  )
})
