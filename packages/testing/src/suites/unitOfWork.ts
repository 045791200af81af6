import { Contacts, EmailAddress, type OrganizationId, UnitOfWork } from "@bulk-contacts/core"
import { Deferred, Effect, Exit, Fiber } from "effect"
import { arrangeOrganization, newContact, ownedEmails } from "../arrange.ts"
import { assert } from "../assert.ts"
import { makeSuite, requiring } from "../Suite.ts"

const insert = Effect.fnUntraced(function* (organization: OrganizationId, ...emails: ReadonlyArray<string>) {
  return yield* (yield* Contacts).insertNew(
    organization,
    emails.map((email) => newContact(email)),
  )
})

const [a, b, c] = ["a@example.com", "b@example.com", "c@example.com"]

/** All or nothing. */
export const unitOfWorkSuite = makeSuite("UnitOfWork", (it, options) => {
  it.effect("stores everything done in it, and returns the result of the effect", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const { atomically } = yield* UnitOfWork
      const answer = yield* atomically(Effect.andThen(insert(organization, a), insert(organization, b, c)))
      assert.strictEqual(answer, 2)
      assert.deepStrictEqual(yield* ownedEmails(organization), [a, b, c])
    }),
  )

  it.effect("sees its own changes", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const { atomically } = yield* UnitOfWork
      yield* atomically(
        Effect.gen(function* () {
          yield* insert(organization, a)
          const found = yield* (yield* Contacts).findByEmail(organization, [EmailAddress.make(a), EmailAddress.make(b)])
          assert.deepStrictEqual([...found.keys()], [EmailAddress.make(a)])
          assert.strictEqual(yield* insert(organization, a, b), 1)
        }),
      )
      assert.deepStrictEqual(yield* ownedEmails(organization), [a, b])
    }),
  )

  it.effect("stores nothing if it fails, and fails with the same error", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const { atomically } = yield* UnitOfWork
      const failing = Effect.andThen(insert(organization, a, b), Effect.fail("refused"))
      assert.strictEqual(yield* Effect.flip(atomically(failing)), "refused")
      assert.deepStrictEqual(yield* ownedEmails(organization), [])
      assert.strictEqual(yield* insert(organization, a, b), 2)
    }),
  )

  it.effect("stores nothing if it dies", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const { atomically } = yield* UnitOfWork
      const dying = Effect.andThen(insert(organization, a, b), Effect.die(new Error("defect")))
      assert.isTrue(Exit.hasDies(yield* Effect.exit(atomically(dying))))
      assert.deepStrictEqual(yield* ownedEmails(organization), [])
    }),
  )

  it.effect("stores nothing if it is interrupted", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const { atomically } = yield* UnitOfWork
      const halfway = yield* Deferred.make<void>()
      const unit = insert(organization, a, b).pipe(Effect.andThen(Deferred.succeed(halfway, undefined)))
      const fiber = yield* Effect.forkChild(atomically(Effect.andThen(unit, Effect.never)))
      yield* Deferred.await(halfway)
      yield* Fiber.interrupt(fiber)
      assert.deepStrictEqual(yield* ownedEmails(organization), [])
      assert.strictEqual(yield* insert(organization, a, b), 2)
    }),
  )

  it.effect("leaves existing data unchanged if it fails", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const { atomically } = yield* UnitOfWork
      yield* insert(organization, a)
      yield* Effect.flip(atomically(Effect.andThen(insert(organization, a, b), Effect.fail("refused"))))
      assert.deepStrictEqual(yield* ownedEmails(organization), [a])
    }),
  )

  it.effect("is part of the outer one: if that fails, nothing is stored", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const { atomically } = yield* UnitOfWork
      const outer = insert(organization, a).pipe(
        Effect.andThen(atomically(insert(organization, b))),
        Effect.andThen(Effect.fail("refused")),
      )
      yield* Effect.flip(atomically(outer))
      assert.deepStrictEqual(yield* ownedEmails(organization), [])
      yield* atomically(Effect.andThen(insert(organization, a), atomically(insert(organization, b))))
      assert.deepStrictEqual(yield* ownedEmails(organization), [a, b])
    }),
  )

  requiring(
    ["nested rollback"],
    it,
    options,
  )("that fails inside another leaves nothing of its own", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const { atomically } = yield* UnitOfWork
      const inner = atomically(Effect.andThen(insert(organization, b), Effect.fail("refused")))
      yield* atomically(
        insert(organization, a).pipe(Effect.andThen(Effect.flip(inner)), Effect.andThen(insert(organization, c))),
      )
      assert.deepStrictEqual(yield* ownedEmails(organization), [a, c])
    }),
  )
})
