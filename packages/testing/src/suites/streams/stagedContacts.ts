import { AccountId, Contacts, type NewContact, StagedContacts, UnitOfWork } from "@bulk-contacts/core"
import { Effect, Stream } from "effect"
import { arrangeOrganization, newContact, ownedEmails, sorted } from "../../arrange.ts"
import { assert } from "../../assert.ts"
import { StoreFixture } from "../../StoreFixture.ts"
import { makeSuite, type Store } from "../../Suite.ts"

const [ada, grace, alan] = ["ada@example.com", "grace@example.com", "alan@example.com"]

/** One staging area, and several. */
export const stagedContactsSuite = makeSuite<Store | StagedContacts>("StagedContacts", (it) => {
  it.effect("stores the first contact with each email, whatever its batch, with its accounts", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization({ accounts: ["A1", "A2"], contactTypes: ["CT1"] })
      const { atomically } = yield* UnitOfWork
      const stage = yield* (yield* StagedContacts).open(organization)
      const [A1, A2] = [AccountId.make("A1"), AccountId.make("A2")]
      const shared = [A1, A2]
      const pieces = [
        [newContact(ada, { accountIds: [A1], metadata: { a: 1 } }), newContact(alan, { accountIds: shared })],
        [
          newContact(ada, { accountIds: [A2] }),
          newContact(grace, { accountIds: shared, customFieldValues: [{ b: 2 }] }),
        ],
        [newContact(grace), newContact(grace), newContact("edsger@example.com", { accountIds: [A2] })],
      ] as const
      for (const piece of pieces) yield* stage.add(piece)
      assert.deepStrictEqual(yield* ownedEmails(organization), [])
      assert.strictEqual(yield* atomically(stage.countInsertable), 4)
      assert.strictEqual(yield* atomically(stage.insertNew), 4)
      const expected = [pieces[0][0], pieces[0][1], pieces[1][1], pieces[2][2]].map((contact) => ({
        ...contact,
        updatedAt: contact.createdAt,
        deletedAt: null,
      }))
      const stored = yield* (yield* StoreFixture).contacts(organization)
      assert.deepStrictEqual(sorted(stored), sorted(expected))
    }),
  )

  it.effect("skips contacts whose email exists, and records the owners in the order added", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const { atomically } = yield* UnitOfWork
      const existing = newContact(grace)
      yield* (yield* Contacts).insertNew(organization, [existing])
      const stage = yield* (yield* StagedContacts).open(organization)
      const [first, second, third, fourth] = [ada, grace, ada, alan].map((email) => newContact(email)) as [
        NewContact,
        NewContact,
        NewContact,
        NewContact,
      ]
      yield* stage.add([first, second])
      yield* stage.add([third, fourth])
      const created = yield* atomically(Effect.tap(stage.insertNew, stage.recordOwners))
      assert.strictEqual(created, 2)
      assert.deepStrictEqual(yield* Stream.runCollect(stage.readOwners), [
        { email: first.email, planned: first.id, first: 0, owner: first.id },
        { email: second.email, planned: second.id, first: 1, owner: existing.id },
        { email: third.email, planned: third.id, first: 0, owner: first.id },
        { email: fourth.email, planned: fourth.id, first: 3, owner: fourth.id },
      ])
      assert.deepStrictEqual(yield* ownedEmails(organization), [ada, alan, grace])
    }),
  )

  it.effect("keeps invalid contacts and their problems in their places, and inserts the others", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const { atomically } = yield* UnitOfWork
      const stage = yield* (yield* StagedContacts).open(organization)
      const [first, second] = [newContact(ada), newContact(grace)]
      const flaw = {
        field: "accountIds",
        id: "X1",
        code: "account_not_found",
        message: "Account not found: X1",
      } as const
      const [invalid, without] = [
        { problems: [flaw, { ...flaw, id: "X'\"{2}" }], omitted: 3 },
        { problems: [], omitted: 0 },
      ]
      yield* stage.add([invalid, first, without])
      yield* stage.add([invalid])
      yield* stage.add([second, newContact(ada), invalid])
      assert.strictEqual(yield* atomically(stage.countInsertable), 2)
      assert.strictEqual(yield* atomically(Effect.tap(stage.insertNew, stage.recordOwners)), 2)
      const owners = yield* Stream.runCollect(stage.readOwners)
      assert.deepStrictEqual(owners.with(5, without), [
        invalid,
        { email: first.email, planned: first.id, first: 1, owner: first.id },
        without,
        invalid,
        { email: second.email, planned: second.id, first: 4, owner: second.id },
        without,
        invalid,
      ])
      const again = owners[5]
      assert.deepStrictEqual(again !== undefined && "first" in again && again.first, 1)
      assert.deepStrictEqual(yield* ownedEmails(organization), [ada, grace])
    }),
  )

  it.effect("records that nobody owns an email", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const stage = yield* (yield* StagedContacts).open(organization)
      yield* stage.add([newContact(ada)])
      yield* (yield* UnitOfWork).atomically(Effect.andThen(stage.countInsertable, stage.recordOwners))
      assert.deepStrictEqual(
        (yield* Stream.runCollect(stage.readOwners)).map((staged) => "owner" in staged && staged.owner),
        [null],
      )
    }),
  )

  it.effect("records the owners after an insert, whatever was counted before", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const area = yield* (yield* StagedContacts).open(organization)
      const contact = newContact(ada)
      yield* area.add([contact])
      const insert = Effect.all([area.countInsertable, area.insertNew, area.recordOwners])
      const [count, created] = yield* (yield* UnitOfWork).atomically(insert)
      assert.deepStrictEqual([count, created], [1, 1])
      assert.deepStrictEqual(yield* Stream.runCollect(area.readOwners), [
        { email: contact.email, planned: contact.id, first: 0, owner: contact.id },
      ])
    }),
  )

  it.effect("stores nothing if the unit of work fails, and everything in the next one", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const { atomically } = yield* UnitOfWork
      const stage = yield* (yield* StagedContacts).open(organization)
      yield* stage.add([newContact(ada), newContact(grace)])
      yield* Effect.flip(atomically(Effect.andThen(stage.insertNew, Effect.fail("refused"))))
      assert.deepStrictEqual(yield* ownedEmails(organization), [])
      assert.strictEqual(yield* atomically(stage.insertNew), 2)
    }),
  )

  it.effect("keeps staging areas apart, even an empty one", () =>
    Effect.gen(function* () {
      const [ours, theirs] = [yield* arrangeOrganization(), yield* arrangeOrganization()]
      const { atomically } = yield* UnitOfWork
      const { open } = yield* StagedContacts
      const [one, other, empty, elsewhere] = [
        yield* open(ours),
        yield* open(ours),
        yield* open(ours),
        yield* open(theirs),
      ]
      yield* one.add([newContact(ada)])
      yield* other.add([newContact(grace)])
      yield* elsewhere.add([newContact(alan)])
      assert.strictEqual(yield* atomically(empty.insertNew), 0)
      assert.strictEqual(yield* atomically(one.insertNew), 1)
      assert.deepStrictEqual(yield* ownedEmails(ours), [ada])
      assert.strictEqual(yield* atomically(elsewhere.insertNew), 1)
      assert.deepStrictEqual(yield* ownedEmails(theirs), [alan])
      assert.strictEqual(yield* atomically(other.insertNew), 1)
    }),
  )

  it.effect("stores each email once when several run at the same time in opposite orders, and none fails", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const { atomically } = yield* UnitOfWork
      const emails = Array.from({ length: 60 }, (_, i) => `ada${i}@example.com`).sort()
      const create = Effect.fnUntraced(function* (order: ReadonlyArray<string>) {
        const stage = yield* (yield* StagedContacts).open(organization)
        for (let i = 0; i < order.length; i += 20) {
          yield* stage.add(order.slice(i, i + 20).map((email) => newContact(email)))
        }
        return yield* atomically(stage.insertNew)
      })
      const counts = yield* Effect.all(
        Array.from({ length: 6 }, (_, i) => create(i % 2 === 0 ? emails : emails.toReversed())),
        { concurrency: "unbounded" },
      )
      assert.strictEqual(
        counts.reduce((total, count) => total + count, 0),
        emails.length,
      )
      assert.deepStrictEqual(yield* ownedEmails(organization), emails)
    }),
  )
})
