import { times } from "@bulk-contacts/test-support/times"
import { assert, describe, it } from "@effect/vitest"
import fc from "fast-check"
import { contactIds, makeDrawRandomBits } from "../src/domain/ContactIds.ts"

const timestamp = fc.oneof(fc.nat(), fc.integer({ min: 0, max: 2 ** 48 - 1 }))

/** More ids than one draw of random bytes covers. */
const MANY = 2000

const make = (timestamp: number, count: number): ReadonlyArray<string> =>
  Array.from({ length: count }, contactIds(timestamp, makeDrawRandomBits()))

describe("contactIds", () => {
  it("makes distinct UUIDs version 7 with the timestamp, each of which sorts after the one before", () => {
    fc.assert(
      fc.property(timestamp, (timestamp) => {
        const ids = make(timestamp, MANY)
        for (const id of ids) {
          const isVersion7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)
          if (!isVersion7 || Number.parseInt(id.slice(0, 13).replace("-", ""), 16) !== timestamp) assert.fail(id)
        }
        assert.deepStrictEqual([...new Set(ids)].sort(), ids)
      }),
      { numRuns: times(10, 30) },
    )
  })

  it("keeps counting beyond 16 bits", () => {
    const ids = make(0, 2 ** 16 + 1)
    assert.deepStrictEqual([...new Set(ids)].sort(), ids)
  })

  it("makes different ids for another request in the same millisecond", () => {
    const ids = Array.from({ length: 1000 }, () => make(0, 10)).flat()
    assert.strictEqual(new Set(ids).size, ids.length)
  })

  it("draws every bit except the version, the variant and the highest bit of the counter", () => {
    const bitsOf = (id: string) => BigInt(`0x${id.slice(14).replaceAll("-", "")}`)
    const bits = Array.from({ length: 200 }, () => bitsOf(contactIds(0, makeDrawRandomBits())()))
    // A bit that is drawn is the same in all 200 of them once in 2^199 runs.
    const differing = bits.reduce((mask, some) => mask | (some ^ (bits[0] ?? 0n)), 0n)
    assert.strictEqual(differing.toString(16).padStart(20, "0"), "0fff1fffffffffffffff")
  })

  it("draws the last 32 bits of each id", () => {
    const ends = make(0, MANY).map((id) => id.slice(-8))
    assert.isAtLeast(new Set(ends).size, MANY - 10)
  })
})
