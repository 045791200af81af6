import { IdempotencyKeyReused, type Import, type ImportId, InvalidRequest, listImports } from "@bulk-contacts/core"
import { Effect } from "effect"
import fc from "fast-check"
import { arrangeOrganization } from "../../arrange.ts"
import { assert } from "../../assert.ts"
import { checkProperty } from "../../checkProperty.ts"
import { givenRequest } from "../../generators/request.ts"
import { aroundPortCalls } from "../../portCalls.ts"
import { StoreFixture } from "../../StoreFixture.ts"
import { makeSuite } from "../../Suite.ts"
import { createIn, form, type ImportStore, importIdOf } from "./namedCreate.ts"

const all = { limit: 1000, after: null }
const ada = { contacts: ["ada@example.com"] }

/** Bulk creates with the option `import`. */
export const recordingSuite = makeSuite<ImportStore>("A bulk create with the name of an import", (it, { runs }) => {
  it.effect("has the result of one without, and is listed with its counts; its contacts have its id", () =>
    checkProperty(
      fc.record({
        first: givenRequest(),
        second: givenRequest(),
        form,
        lenient: fc.boolean(),
        source: fc.constantFrom(undefined, "Fair"),
      }),
      runs,
      Effect.fnUntraced(function* ({ first, second, form, lenient, source }) {
        const [organization, unnamed] = [yield* arrangeOrganization(), yield* arrangeOrganization()]
        yield* createIn(form, organization, first.request)
        yield* createIn(form, unnamed, first.request)
        const request = { ...second.request, source }
        const { importId, ...result } = yield* createIn(form, organization, request, { lenient, import: "leads.csv" })
        assert.deepStrictEqual(result, yield* createIn(form, unnamed, request, { lenient }))

        const [listed, ...others] = yield* listImports(organization, all)
        assert.deepStrictEqual(others, [])
        const { createdAt, ...rest } = listed ?? {}
        const { total, created, skipped, invalid = null } = result
        const counts = { total, created, skipped, invalid, remaining: created }
        assert.deepStrictEqual<unknown>(rest, {
          id: importId,
          name: "leads.csv",
          source: source ?? null,
          ...counts,
          undoneAt: null,
        })
        const contacts = yield* (yield* StoreFixture).contacts(organization)
        const own = contacts.filter((contact) => contact.importId === importId)
        assert.strictEqual(own.length, created)
        assert.isTrue(own.every((contact) => contact.createdAt.getTime() === createdAt?.getTime()))
        assert.strictEqual(contacts.filter((contact) => contact.importId === null).length, contacts.length - created)
        assert.deepStrictEqual(yield* listImports(unnamed, all), [])
      }),
    ),
  )

  it.effect("records nothing if it is rejected or a dry run", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      for (const kind of ["list", "stream"] as const) {
        const foreseen = yield* createIn(kind, organization, ada, { import: "leads.csv", dryRun: true })
        assert.deepStrictEqual(foreseen, { total: 1, created: 1, skipped: 0, replayed: false })
        const unknown = { ...ada, contactType: "nowhere" }
        yield* Effect.flip(createIn(kind, organization, unknown, { import: "leads.csv" }))
      }
      assert.deepStrictEqual(yield* listImports(organization, all), [])
    }),
  )

  it.effect("accepts names of 1 to 255 characters that can be stored, without what surrounds them", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      for (const name of ["", " \u200B", "n".repeat(256), "\0", "\uD800"]) {
        for (const kind of ["list", "stream"] as const) {
          for (const dryRun of [false, true]) {
            const refusal = yield* Effect.flip(createIn(kind, organization, ada, { import: name, dryRun }))
            assert.isTrue(refusal instanceof InvalidRequest && refusal.problems[0]?.field === "import")
          }
        }
      }
      const names = ["𠮷".repeat(255), " leads.csv\n", 'C:\\Users\\Ada\'s "leads" \u202E%_.csv']
      for (const name of names) yield* createIn("list", organization, ada, { import: name })
      const listed = yield* listImports(organization, all)
      assert.deepStrictEqual(listed.map(({ name }) => name).sort(), ["𠮷".repeat(255), "leads.csv", names[2]].sort())
    }),
  )

  it.effect("has the same id in a replay, and another name is another request", () =>
    checkProperty(
      fc.tuple(givenRequest(), form),
      runs,
      Effect.fnUntraced(function* ([{ request }, form]) {
        const organization = yield* arrangeOrganization()
        const options = { idempotencyKey: "key", import: "leads.csv" }
        const first = yield* createIn(form, organization, request, options)
        assert.isTrue(first.importId !== undefined)
        const again = yield* createIn(form, organization, request, options)
        assert.deepStrictEqual(again, { ...first, replayed: true })
        assert.strictEqual((yield* listImports(organization, all)).length, 1)
        for (const other of [{ import: "other.csv" }, { import: undefined }]) {
          const { import: name } = other
          const changed = { idempotencyKey: "key", ...(name !== undefined && { import: name }) }
          const refusal = yield* Effect.flip(createIn(form, organization, request, changed))
          assert.deepStrictEqual(refusal, new IdempotencyKeyReused())
        }
      }),
    ),
  )

  it.effect("takes one port call more than one without", () =>
    Effect.gen(function* () {
      const organization = yield* arrangeOrganization()
      const callsOf = Effect.fnUntraced(function* (contacts: number, named: boolean) {
        let calls = 0
        const counted = aroundPortCalls((call) =>
          Effect.suspend(() => {
            calls++
            return call
          }),
        )
        const emails = Array.from({ length: contacts }, (_, i) => `ada${contacts}-${i}-${named}@example.com`)
        // Lenient, because a store may have a shortcut for requests without options.
        const options = { lenient: true, ...(named && { import: "leads.csv" }) }
        yield* counted(createIn("list", organization, { contacts: emails }, options))
        return calls
      })
      assert.strictEqual(yield* callsOf(1, true), (yield* callsOf(1, false)) + 1)
      assert.strictEqual(yield* callsOf(500, true), yield* callsOf(1, true))
    }),
  )
})

/** The pages of a list of imports. */
export const listingSuite = makeSuite<ImportStore>("A list of imports", (it, { runs }) => {
  it.effect("shows each import exactly once, the newest first, whatever is recorded between its pages", () =>
    checkProperty(
      fc.record({ before: fc.nat(12), between: fc.nat(2), limit: fc.integer({ min: 1, max: 5 }) }),
      Math.ceil(runs / 4),
      Effect.fnUntraced(function* ({ before, between, limit }) {
        const [organization, other] = [yield* arrangeOrganization(), yield* arrangeOrganization()]
        const record = createIn("list", organization, ada, { import: "leads.csv" })
        const recorded: Array<ImportId> = []
        for (let i = 0; i < before; i++) recorded.push(importIdOf(yield* record))
        yield* createIn("list", other, ada, { import: "theirs.csv" })
        const seen: Array<Import> = []
        for (;;) {
          const page = yield* listImports(organization, { limit, after: seen.at(-1)?.id ?? null })
          assert.isTrue(page.length <= limit)
          seen.push(...page)
          if (page.length < limit) break
          for (let i = 0; i < between; i++) yield* record
        }
        const ids = seen.map(({ id }) => id)
        assert.isTrue(recorded.every((id) => ids.includes(id)))
        assert.strictEqual(new Set(ids).size, ids.length)
        assert.isTrue(seen.every(({ name }) => name === "leads.csv"))
        const times = seen.map(({ createdAt }) => createdAt.getTime())
        assert.deepStrictEqual(
          times,
          times.toSorted((a, b) => b - a),
        )
      }),
    ),
  )
})
