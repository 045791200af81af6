import { times } from "@bulk-contacts/test-support/times"
import { assert, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import fc from "fast-check"
import { inBatches } from "../../src/streams/batches.ts"
import type { StreamedContact } from "../../src/streams/StreamedContact.ts"

const batchesOf = (contacts: ReadonlyArray<StreamedContact>, chunkSize: number) =>
  Effect.runPromise(Stream.runCollect(inBatches(Stream.rechunk(Stream.fromIterable(contacts), chunkSize))))

const item: fc.Arbitrary<StreamedContact> = fc.oneof(
  fc.record({ contact: fc.emailAddress() }),
  fc.record({ contact: fc.record({ email: fc.string(), values: fc.nat(20_000).map((n) => Array(n).fill({})) }) }),
  fc.record({ contact: fc.nat(300_000).map((n) => "x".repeat(n)) }),
  fc.record({ line: fc.nat(), problem: fc.constant({ code: "invalid_json" as const, message: "must be JSON" }) }),
)

it("gives every contact in order, in the same batches however they arrive", async () => {
  const property = async (some: ReadonlyArray<StreamedContact>, copies: number, chunkSize: number) => {
    const contacts = Array.from({ length: copies }, () => some).flat()
    const batches = await batchesOf(contacts, chunkSize)
    assert.deepStrictEqual(batches.flat(), contacts)
    for (const batch of batches) {
      assert.isAtLeast(batch.length, 1)
      assert.isAtMost(batch.length, 500)
    }
    const sizes = (batches: ReadonlyArray<ReadonlyArray<unknown>>) => batches.map(({ length }) => length)
    assert.deepStrictEqual(sizes(await batchesOf(contacts, 1)), sizes(batches))
  }
  await fc.assert(
    fc.asyncProperty(fc.array(item, { maxLength: 5 }), fc.integer({ min: 1, max: 50 }), fc.nat(600), property),
    { numRuns: times(10, 30) },
  )
})

it("makes batches of 500 usual contacts, and of few large ones", async () => {
  const usual = { contact: { email: "ada@example.com", firstName: "Ada", metadata: { plan: "free", seats: 3 } } }
  const sizes = async (contact: StreamedContact) =>
    (await batchesOf(Array(1001).fill(contact), 100)).map((b) => b.length)
  assert.deepStrictEqual(await sizes(usual), [500, 500, 1])
  const values = { contact: { email: "ada@example.com", customFieldValues: Array(20_000).fill({}) } }
  assert.deepStrictEqual((await batchesOf(Array(3).fill(values), 3)).length, 3)
  const cells = { contact: "a", cells: ["x".repeat(600_000)] }
  assert.deepStrictEqual((await batchesOf(Array(3).fill(cells), 3)).length, 3)
})
