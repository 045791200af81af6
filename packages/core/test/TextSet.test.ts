import { assert, describe, it } from "@effect/vitest"
import fc from "fast-check"
import { TextSet } from "../src/internal/TextSet.ts"

describe("TextSet", () => {
  it("has what a set has, whatever its size", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.constantFrom(0, 16_380, 40_000), (texts, before) => {
        const [set, model] = [new TextSet<string>(), new Set<string>()]
        let added = 0
        for (let i = 0; i < before; i++) if (set.add(`${i}`) && model.add(`${i}`).size === i + 1) added++
        assert.strictEqual(added, before)
        for (const text of [...texts, "", "0", `${before}`, `${before - 1}`]) {
          assert.strictEqual(set.has(text), model.has(text))
          assert.strictEqual(set.add(text), !model.has(text))
          model.add(text)
          assert.isFalse(set.add(text))
          assert.isTrue(set.has(text))
        }
      }),
      { numRuns: 20 },
    )
  })

  it("keeps no large set: none takes long to grow", () => {
    const add = Set.prototype.add
    let largest = 0
    Set.prototype.add = function (value) {
      add.call(this, value)
      largest = Math.max(largest, this.size)
      return this
    }
    try {
      const set = new TextSet<string>()
      for (let i = 0; i < 200_000; i++) set.add(`x${i}`)
    } finally {
      Set.prototype.add = add
    }
    assert.isAtMost(largest, 16_384)
  })
})
