import { AccountId, bulkCreateContacts, ContactTypeId, EmailAddress, type OrganizationId } from "@bulk-contacts/core"
import { type Context, Effect } from "effect"
import fc from "fast-check"
import { arrangeOrganization, ownedEmails, TYPE } from "../../arrange.ts"
import { assert } from "../../assert.ts"
import { addressOfPool, spelled } from "../../generators/email.ts"
import { explain } from "../../RecordedCalls.ts"
import { StoreFixture } from "../../StoreFixture.ts"
import { makeSuite, type Store } from "../../Suite.ts"
import { initialModel, type Model, modelBulkCreate } from "./model.ts"

/** A new organization in the store under test. */
interface Real {
  readonly organization: OrganizationId
  readonly run: <A>(effect: Effect.Effect<A, unknown, Store>) => Promise<A>
}

interface Step {
  /** Whether the step is possible. */
  readonly check: (model: Model) => boolean
  readonly run: (model: Model, organization: OrganizationId) => Effect.Effect<unknown, unknown, Store>
}

const always = () => true

/** Afterwards, the store must contain what the model contains. */
const command = (name: string, args: unknown, { check, run }: Step): fc.AsyncCommand<Model, Real> => ({
  check: (model) => check(model),
  run: (model, real) =>
    real.run(
      Effect.gen(function* () {
        yield* run(model, real.organization)
        assert.deepStrictEqual(yield* ownedEmails(real.organization), [...model.emails].sort())
        assert.strictEqual((yield* (yield* StoreFixture).contacts(real.organization)).length, model.stored)
      }).pipe(explain),
    ),
  toString: () => `${name}(${JSON.stringify(args)})`,
})

const accountId = fc.constantFrom("A1", "A2").map((id) => AccountId.make(id))
const contactType = fc.constantFrom(TYPE, "CT2").map((id) => ContactTypeId.make(id))

const contact = fc.record({
  address: fc.option(spelled(addressOfPool(6)), { freq: 8 }),
  accountId: fc.option(accountId, { freq: 2 }),
})

const bulkCreate = (keys: ReadonlyArray<string>) =>
  fc
    .record({
      contacts: fc.array(contact, { maxLength: 4 }),
      accountIds: fc.uniqueArray(accountId, { maxLength: 1 }),
      contactType: fc.option(contactType, { freq: 2 }),
      lenient: fc.boolean(),
      idempotencyKey: fc.constantFrom(undefined, ...keys),
    })
    .map(({ contacts, accountIds, contactType, lenient, idempotencyKey }) =>
      command("bulkCreate", [contacts, accountIds, contactType, lenient, idempotencyKey], {
        check: always,
        run: Effect.fnUntraced(function* (model, organization) {
          const inputs = contacts.map(({ address, accountId }) => ({
            email: address?.spelling ?? "no address",
            accountIds: accountId,
          }))
          const options = { lenient, ...(idempotencyKey !== undefined && { idempotencyKey }) }
          const request = { contacts: inputs, accountIds, contactType }
          const outcome = yield* bulkCreateContacts(organization, request, options).pipe(
            Effect.map(({ details: _, ...counts }) => counts),
            Effect.catch((refusal) => Effect.succeed(refusal._tag)),
          )
          const emails = contacts.map(({ address, accountId }) => ({ email: address?.email ?? null, accountId }))
          const expected = modelBulkCreate(model, {
            contacts: emails,
            accountIds,
            contactType,
            lenient,
            idempotencyKey,
          })
          assert.deepStrictEqual<unknown>(outcome, expected)
        }),
      }),
    )

const deleteContact = spelled(addressOfPool(6)).map(({ email }) =>
  command("deleteContact", email, {
    check: (model) => model.emails.has(email),
    run: Effect.fnUntraced(function* (model, organization) {
      yield* (yield* StoreFixture).deleteContact(organization, EmailAddress.make(email))
      model.emails.delete(email)
    }),
  }),
)

const createAccount = accountId.map((id) =>
  command("createAccount", id, {
    check: (model) => !model.usedIds.has(id),
    run: Effect.fnUntraced(function* (model, organization) {
      yield* (yield* StoreFixture).createAccount(organization, id)
      model.usedIds.add(id)
      model.accounts.add(id)
    }),
  }),
)

const deleteAccount = accountId.map((id) =>
  command("deleteAccount", id, {
    check: (model) => model.accounts.has(id),
    run: Effect.fnUntraced(function* (model, organization) {
      yield* (yield* StoreFixture).deleteAccount(organization, id)
      model.accounts.delete(id)
    }),
  }),
)

const createContactType = fc.tuple(contactType, fc.boolean()).map(([id, isDefault]) =>
  command("createContactType", [id, isDefault], {
    check: (model) => !model.usedIds.has(id),
    run: Effect.fnUntraced(function* (model, organization) {
      yield* (yield* StoreFixture).createContactType(organization, id, { isDefault })
      model.usedIds.add(id)
      model.contactTypes.add(id)
      if (isDefault) model.defaultContactType = id
    }),
  }),
)

const deleteContactType = contactType.map((id) =>
  command("deleteContactType", id, {
    check: (model) => model.contactTypes.has(id),
    run: Effect.fnUntraced(function* (model, organization) {
      yield* (yield* StoreFixture).deleteContactType(organization, id)
      model.contactTypes.delete(id)
      if (model.defaultContactType === id) model.defaultContactType = null
    }),
  }),
)

const history = (keys: ReadonlyArray<string>) =>
  fc.commands(
    [
      bulkCreate(keys),
      bulkCreate(keys),
      bulkCreate(keys),
      deleteContact,
      createAccount,
      deleteAccount,
      createContactType,
      deleteContactType,
    ],
    { maxCommands: 40, size: "max" },
  )

const makeHistoriesSuite = (topic: string, keys: ReadonlyArray<string>) =>
  makeSuite(topic, (it, { runs }) => {
    it.effect("has the same results and contacts as the model", () =>
      Effect.contextWith((context: Context.Context<Store>) => {
        const run = Effect.runPromiseWith(context)
        const start = async () => ({
          model: initialModel("A1", TYPE),
          real: { run, organization: await run(arrangeOrganization({ accounts: ["A1"] })) },
        })
        const property = fc.asyncProperty(history(keys), (commands) => fc.asyncModelRun(start, commands))
        return Effect.promise(() => fc.assert(property, { numRuns: runs }))
      }),
    )
  })

/** Any sequence of operations on an organization. */
export const historiesSuite = makeHistoriesSuite("Any history of bulk creates", [])

/** The same with retries: requests under few keys, which often meet. */
export const keyHistoriesSuite = makeHistoriesSuite("Any history of bulk creates with idempotency keys", ["k1", "k2"])
