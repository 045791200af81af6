import { Contacts, UnitOfWork } from "@bulk-contacts/core"
import { Deferred, Effect, Fiber } from "effect"
import { arrangeOrganization, newContact, ownedEmails } from "../arrange.ts"
import { assert } from "../assert.ts"
import { makeSuite } from "../Suite.ts"

/**
 * How often a unit of work goes on while others look. Nothing waits for a time: a store may let them look at once or
 * after the unit of work; both is right, and one that shows what is not committed does so sooner.
 */
const ROUNDS = 10

/** What those outside of a unit of work see of it. */
export const visibilitySuite = makeSuite("Outside a unit of work", (it) => {
  it.effect("nobody sees what is not committed", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const contacts = yield* Contacts
      const contact = newContact("ada@example.com")
      const inserted = yield* Deferred.make<void>()
      const look = Effect.all([
        Effect.map(ownedEmails(organization), (emails) => emails.length),
        Effect.map(contacts.findByEmail(organization, [contact.email]), (found) => found.size),
      ])
      const outsider = yield* Effect.forkChild(Effect.andThen(Deferred.await(inserted), look))
      const unit = Effect.gen(function* () {
        yield* contacts.insertNew(organization, [contact])
        yield* Deferred.succeed(inserted, undefined)
        for (let i = 0; i < ROUNDS; i++) {
          yield* Effect.yieldNow
          yield* contacts.findByEmail(organization, [contact.email])
        }
        return yield* Effect.fail("refused")
      })
      yield* Effect.flip((yield* UnitOfWork).atomically(unit))
      assert.deepStrictEqual(yield* Fiber.join(outsider), [0, 0])
    }),
  )

  it.effect("others see everything or nothing", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const contacts = yield* Contacts
      const insert = (email: string) => contacts.insertNew(organization, [newContact(email)])
      const halfway = yield* Deferred.make<void>()
      const outsider = yield* Effect.forkChild(Effect.andThen(Deferred.await(halfway), ownedEmails(organization)))
      const unit = Effect.gen(function* () {
        yield* insert("a@example.com")
        yield* Deferred.succeed(halfway, undefined)
        for (let i = 0; i < ROUNDS; i++) {
          yield* Effect.yieldNow
          yield* insert("a@example.com")
        }
        yield* insert("b@example.com")
      })
      yield* (yield* UnitOfWork).atomically(unit)
      assert.isOneOf((yield* Fiber.join(outsider)).length, [0, 2])
    }),
  )
})
