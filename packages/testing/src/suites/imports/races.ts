import {
  EmailAddress,
  IdempotencyRecords,
  type ImportId,
  listImports,
  type OrganizationId,
  UnitOfWork,
  undoImport,
} from "@bulk-contacts/core"
import { Effect, Option } from "effect"
import fc from "fast-check"
import { arrangeOrganization } from "../../arrange.ts"
import { assert } from "../../assert.ts"
import { checkProperty } from "../../checkProperty.ts"
import { StoreFixture } from "../../StoreFixture.ts"
import { makeSuite } from "../../Suite.ts"
import { createIn, form, type ImportStore, importIdOf } from "./namedCreate.ts"

const emailOf = (n: number) => `ada${n}@example.com`
const KEY = "k1"
const numbers = fc.uniqueArray(fc.nat(7), { minLength: 1 })

/** One of the operations that run at the same time. */
const operation = fc.oneof(
  fc.record({
    kind: fc.constant("import" as const),
    numbers,
    form,
    idempotencyKey: fc.constantFrom(undefined, KEY),
    isUndone: fc.boolean(),
  }),
  fc.record({ kind: fc.constant("undo" as const), of: fc.nat(2) }),
  fc.record({ kind: fc.constant("create" as const), numbers, form }),
  fc.record({ kind: fc.constant("delete" as const), number: fc.nat(7) }),
)

/**
 * Each address is one contact or none, the counts of the imports are those of the contacts, and what is stored under the
 * idempotency key is not the result of an import that was undone.
 */
const checkConsistency = Effect.fnUntraced(function* (
  organization: OrganizationId,
  deletions: ReadonlyMap<ImportId, number>,
) {
  const contacts = yield* (yield* StoreFixture).contacts(organization)
  const active = contacts.filter(({ deletedAt }) => deletedAt === null)
  assert.strictEqual(new Set(active.map(({ email }) => email)).size, active.length)
  const imports = yield* listImports(organization, { limit: 1000, after: null })
  for (const { id, total, created, skipped, remaining } of imports) {
    const own = contacts.filter(({ importId }) => importId === id)
    assert.strictEqual(created, own.length)
    assert.strictEqual(total, created + skipped)
    assert.strictEqual(remaining, own.filter(({ deletedAt }) => deletedAt === null).length)
    assert.isTrue((deletions.get(id) ?? 0) <= created - remaining)
  }
  const known = new Map(imports.map((one) => [one.id, one]))
  assert.isTrue(contacts.every(({ importId }) => importId === null || known.has(importId)))
  const { find } = yield* IdempotencyRecords
  const { atomically } = yield* UnitOfWork
  const stored = Option.getOrNull(yield* atomically(find(organization, KEY, new Date(0))))
  if (stored?.result.importId === undefined) return
  assert.strictEqual(known.get(stored.result.importId)?.undoneAt, null)
})

/** Undos among imports that create the same contacts. */
export const undoRacesSuite = makeSuite<ImportStore>(
  "Undos and overlapping imports at the same time",
  (it, { runs }) => {
    it.effect("leave each address as one contact or none, and counts that add up", () =>
      checkProperty(
        fc.tuple(
          fc.array(numbers, { minLength: 3, maxLength: 3 }),
          fc.array(operation, { minLength: 2, maxLength: 7 }),
        ),
        runs,
        Effect.fnUntraced(function* ([earlier, operations]) {
          const organization = yield* arrangeOrganization()
          const store = yield* StoreFixture
          const existing: Array<ImportId> = []
          for (const list of earlier) {
            const request = { contacts: list.map(emailOf) }
            existing.push(importIdOf(yield* createIn("list", organization, request, { import: "earlier.csv" })))
          }
          const deletions = new Map<ImportId, number>()
          const undo = Effect.fnUntraced(function* (id: ImportId | undefined) {
            if (id === undefined) return
            const { deleted } = yield* undoImport(organization, id)
            deletions.set(id, (deletions.get(id) ?? 0) + deleted)
          })
          const carryOut = Effect.fnUntraced(function* (one: (typeof operations)[number]) {
            if (one.kind === "undo") return yield* undo(existing[one.of])
            if (one.kind === "delete")
              return yield* store.deleteContact(organization, EmailAddress.make(emailOf(one.number)))
            const request = { contacts: one.numbers.map(emailOf) }
            if (one.kind === "create") return yield* Effect.asVoid(createIn(one.form, organization, request))
            const { form, idempotencyKey: key, isUndone } = one
            const options = { import: "leads.csv", ...(key !== undefined && { idempotencyKey: key }) }
            const created = createIn(form, organization, request, options).pipe(
              Effect.catchTag(["IdempotencyKeyInUse", "IdempotencyKeyReused"], () => Effect.succeed(undefined)),
            )
            const result = yield* created
            if (isUndone && result !== undefined) yield* undo(importIdOf(result))
          })
          yield* Effect.forEach(operations, carryOut, { concurrency: "unbounded" })
          yield* checkConsistency(organization, deletions)
        }),
      ),
    )

    it.effect("count each contact in one of two undos of the same import", () =>
      Effect.gen(function* () {
        const organization = yield* arrangeOrganization()
        const contacts = Array.from({ length: 200 }, (_, i) => emailOf(i))
        const result = yield* createIn("list", organization, { contacts }, { import: "leads.csv" })
        const undo = undoImport(organization, importIdOf(result))
        const undone = yield* Effect.all([undo, undo, undo], { concurrency: "unbounded" })
        assert.deepStrictEqual(undone.map(({ deleted }) => deleted).sort(), [0, 0, 200])
        assert.isTrue(undone.every(({ deleted, alreadyGone }) => deleted + alreadyGone === 200))
      }),
    )
  },
)
