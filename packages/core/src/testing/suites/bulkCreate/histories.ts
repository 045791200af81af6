import { assert } from "@effect/vitest"
import { type Context, Effect } from "effect"
import fc from "fast-check"
import { bulkCreateContacts } from "../../../bulkCreate/bulkCreateContacts.ts"
import { EmailAddress } from "../../../domain/EmailAddress.ts"
import { AccountId, ContactTypeId, type OrganizationId } from "../../../domain/Identifiers.ts"
import { arrangeOrganization, ownedEmails, TYPE } from "../../arrange.ts"
import { addressOfPool, spelled } from "../../generators/email.ts"
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
      }),
    ),
  toString: () => `${name}(${JSON.stringify(args)})`,
})

const accountId = fc.constantFrom("A1", "A2").map((id) => AccountId.make(id))
const contactType = fc.constantFrom(TYPE, "CT2").map((id) => ContactTypeId.make(id))

const bulkCreate = fc
  .record({
    addresses: fc.array(spelled(addressOfPool(6)), { maxLength: 4 }),
    accountIds: fc.uniqueArray(accountId, { maxLength: 1 }),
    contactType: fc.option(contactType, { freq: 2 }),
  })
  .map(({ addresses, ...references }) =>
    command("bulkCreate", [addresses, references], {
      check: always,
      run: Effect.fnUntraced(function* (model, organization) {
        const contacts = addresses.map(({ spelling }) => spelling)
        const outcome = yield* bulkCreateContacts(organization, { contacts, ...references }).pipe(
          Effect.catch((refusal) => Effect.succeed(refusal.message)),
        )
        const emails = addresses.map(({ email }) => email)
        assert.deepStrictEqual(outcome, modelBulkCreate(model, { emails, ...references }))
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

const history = fc.commands(
  [
    bulkCreate,
    bulkCreate,
    bulkCreate,
    deleteContact,
    createAccount,
    deleteAccount,
    createContactType,
    deleteContactType,
  ],
  { maxCommands: 40, size: "max" },
)

/** Any sequence of operations on an organization. */
export const historiesSuite = makeSuite("Any history of bulk creates", (it, { runs }) => {
  it.effect("has the same results and contacts as the model", () =>
    Effect.contextWith((context: Context.Context<Store>) => {
      const run = Effect.runPromiseWith(context)
      const start = async () => ({
        model: initialModel("A1", TYPE),
        real: { run, organization: await run(arrangeOrganization({ accounts: ["A1"] })) },
      })
      const property = fc.asyncProperty(history, (commands) => fc.asyncModelRun(start, commands))
      return Effect.promise(() => fc.assert(property, { numRuns: runs }))
    }),
  )
})
