import {
  EmailAddress,
  IdempotencyRecords,
  ImportId,
  ImportNotFound,
  listImports,
  UnitOfWork,
  undoImport,
} from "@bulk-contacts/core"
import { Clock, Effect, Exit, Option } from "effect"
import fc from "fast-check"
import { arrangeOrganization, comparableContacts, ownedEmails, sorted } from "../../arrange.ts"
import { assert } from "../../assert.ts"
import { breakdown, runBroken } from "../../breakdown.ts"
import { checkProperty } from "../../checkProperty.ts"
import { givenRequest } from "../../generators/request.ts"
import { StoreFixture } from "../../StoreFixture.ts"
import { makeSuite } from "../../Suite.ts"
import { createIn, form, type ImportStore, importIdOf } from "./namedCreate.ts"

const all = { limit: 1000, after: null }
const named = { import: "leads.csv" }
const [ann, bea, cyd, dee, eve] = ["ann", "bea", "cyd", "dee", "eve"].map((name) => `${name}@example.org`) as [
  string,
  string,
  string,
  string,
  string,
]

/** What an undo deletes and what it leaves. */
export const undoingSuite = makeSuite<ImportStore>("The undo of an import", (it, { runs }) => {
  it.effect("deletes what the import created, not what it skipped and not what others created with its source", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      yield* createIn("list", organization, { contacts: [ann] })
      const source = "Fair"
      const result = yield* createIn("list", organization, { contacts: [ann, bea, cyd, bea], source }, named)
      assert.strictEqual(result.created, 2)
      yield* createIn("list", organization, { contacts: [dee], source })
      const other = yield* createIn("list", organization, { contacts: [eve], source }, named)
      const find = Effect.fnUntraced(function* ({ importId }: typeof result) {
        return (yield* listImports(organization, all)).find(({ id }) => id === importId)
      })
      const before = yield* Clock.currentTimeMillis
      assert.deepStrictEqual(yield* undoImport(organization, importIdOf(result)), { deleted: 2, alreadyGone: 0 })
      assert.deepStrictEqual(yield* ownedEmails(organization), [ann, dee, eve])
      const [kept, undone] = [yield* find(other), yield* find(result)]
      assert.deepStrictEqual([kept?.remaining, kept?.undoneAt], [1, null])
      assert.strictEqual(undone?.remaining, 0)
      assert.isTrue((undone?.undoneAt?.getTime() ?? 0) >= before)
      assert.deepStrictEqual(yield* undoImport(organization, importIdOf(result)), { deleted: 0, alreadyGone: 2 })
      assert.deepStrictEqual(yield* find(result), undone)
    }),
  )

  it.effect("restores what was there before any request", () =>
    checkProperty(
      fc.tuple(givenRequest(), givenRequest(), form),
      runs,
      Effect.fnUntraced(function* ([first, second, form]) {
        const organization = yield* arrangeOrganization()
        yield* createIn(form, organization, first.request)
        const before = yield* comparableContacts(organization)
        const result = yield* createIn(form, organization, second.request, named)
        const undone = yield* undoImport(organization, importIdOf(result))
        assert.deepStrictEqual(undone, { deleted: result.created, alreadyGone: 0 })
        const after = yield* comparableContacts(organization)
        assert.deepStrictEqual(
          after.filter(({ deletedAt }) => deletedAt === null),
          before,
        )
        assert.strictEqual((yield* createIn(form, organization, second.request, named)).created, result.created)
      }),
    ),
  )

  it.effect("counts contacts that were deleted before as gone", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const result = yield* createIn("list", organization, { contacts: [ann, bea, cyd] }, named)
      const { deleteContact } = yield* StoreFixture
      yield* deleteContact(organization, EmailAddress.make(bea))
      assert.strictEqual((yield* listImports(organization, all))[0]?.remaining, 2)
      // Not the contact of the import.
      yield* createIn("list", organization, { contacts: [bea] })
      assert.deepStrictEqual(yield* undoImport(organization, importIdOf(result)), { deleted: 2, alreadyGone: 1 })
      assert.deepStrictEqual(yield* ownedEmails(organization), [bea])
      yield* deleteContact(organization, EmailAddress.make(bea))
      assert.strictEqual((yield* listImports(organization, all))[0]?.remaining, 0)
    }),
  )

  it.effect("lets the same request with the same idempotency key create the contacts again", () =>
    checkProperty(
      fc.tuple(givenRequest(), form),
      runs,
      Effect.fnUntraced(function* ([{ request }, form]) {
        const organization = yield* arrangeOrganization()
        const options = { ...named, idempotencyKey: "k1" }
        const first = yield* createIn(form, organization, request, options)
        const emails = yield* ownedEmails(organization)
        yield* undoImport(organization, importIdOf(first))
        const { importId, ...again } = yield* createIn(form, organization, request, options)
        const { importId: _, ...counts } = first
        assert.deepStrictEqual(again, counts)
        assert.isTrue(importId !== first.importId)
        assert.deepStrictEqual(yield* ownedEmails(organization), emails)
        // The key now belongs to the second import.
        yield* undoImport(organization, importIdOf(first))
        assert.strictEqual((yield* createIn(form, organization, request, options)).replayed, true)
      }),
    ),
  )

  it.effect("leaves the results of other keys, and of other requests under its key", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const records = yield* IdempotencyRecords
      const { atomically } = yield* UnitOfWork
      const [other, keyless] = [{ contacts: [dee] }, { contacts: [eve] }]
      yield* createIn("list", organization, other, { idempotencyKey: "k2", import: "other.csv" })
      const first = yield* createIn("list", organization, { contacts: [ann] }, { ...named, idempotencyKey: "k1" })
      const unkeyed = yield* createIn("list", organization, keyless, named)
      // As if the record had expired, and another request had used the key.
      const find = records.find(organization, "k1", new Date(0))
      const result = { total: 1, created: 1, skipped: 0 }
      const record = { fingerprint: "of another request", result, createdAt: new Date() }
      yield* atomically(Effect.andThen(find, records.store(organization, "k1", record)))
      for (const one of [first, unkeyed]) yield* undoImport(organization, importIdOf(one))
      const kept = Option.getOrThrow(yield* atomically(find))
      assert.strictEqual(kept.fingerprint, "of another request")
      const options = { idempotencyKey: "k2", import: "other.csv" }
      assert.strictEqual((yield* createIn("list", organization, other, options)).replayed, true)
    }),
  )

  it.effect("is not possible for another organization, and touches nothing of it", () =>
    checkProperty(
      fc.tuple(givenRequest(), form),
      Math.ceil(runs / 4),
      Effect.fnUntraced(function* ([{ request }, form]) {
        const [ours, theirs] = [yield* arrangeOrganization(), yield* arrangeOrganization()]
        const options = { ...named, idempotencyKey: "key" }
        const mine = yield* createIn(form, ours, request, options)
        const other = yield* createIn(form, theirs, request, options)
        const { contacts } = yield* StoreFixture
        const before = sorted(yield* contacts(theirs))
        const unknown = "0190e7a4-4d0e-7b6e-8e53-0d5c6a1c2b3f"
        for (const id of [importIdOf(other), unknown, "", "1", "\0", unknown.toUpperCase()]) {
          const refusal = yield* Effect.flip(undoImport(ours, ImportId.make(id)))
          assert.deepStrictEqual(refusal, new ImportNotFound({ id: ImportId.make(id) }))
        }
        yield* undoImport(ours, importIdOf(mine))
        assert.deepStrictEqual(sorted(yield* contacts(theirs)), before)
        assert.deepStrictEqual(
          (yield* listImports(theirs, all)).map(({ id, remaining }) => ({ id, remaining })),
          [{ id: importIdOf(other), remaining: other.created }],
        )
        assert.deepStrictEqual(yield* createIn(form, theirs, request, options), { ...other, replayed: true })
      }),
    ),
  )

  it.effect("is all or nothing, whatever call of the store fails", () =>
    checkProperty(
      fc.tuple(givenRequest(), breakdown(3)),
      runs,
      Effect.fnUntraced(function* ([{ request }, where]) {
        const organization = yield* arrangeOrganization()
        const options = { ...named, idempotencyKey: "key" }
        const result = yield* createIn("list", organization, request, options)
        const before = yield* ownedEmails(organization)
        const exit = yield* runBroken(where, undoImport(organization, importIdOf(result)))
        const emails = yield* ownedEmails(organization)
        const [listed] = yield* listImports(organization, all)
        const isUndone = emails.length < before.length
        assert.deepStrictEqual(emails, isUndone ? [] : before)
        if (Exit.isSuccess(exit)) assert.isTrue(isUndone)
        assert.strictEqual(listed?.remaining, emails.length)
        assert.strictEqual(listed?.undoneAt !== null, isUndone)
        assert.strictEqual((yield* createIn("list", organization, request, options)).replayed, !isUndone)
      }),
    ),
  )
})
