import { assert, describe, it } from "@effect/vitest"
import fc from "fast-check"
import { isWithin, measureJson } from "../src/internal/measureJson.ts"
import { scanJson } from "../src/internal/scanJson.ts"

describe("measureJson", () => {
  it("is beyond the limits for all text that exceeds one, valid JSON or not", () => {
    const json = fc.json({ maxDepth: 6, stringUnit: fc.constantFrom(...'a"\\[]{},:\u2028') })
    const pieces = fc.array(fc.constantFrom("[", "]", "{", "}", ",", '"', "\\", ":", "1", '"a":', '"]}"', "]}", " "))
    const text = fc.oneof(
      json,
      json.map((text) => JSON.stringify(JSON.parse(text), null, 1)),
      fc.tuple(json, fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1))),
      pieces.map((parts) => parts.join("")),
    )
    fc.assert(
      fc.property(
        text,
        fc.nat(6),
        fc.integer({ min: 1, max: 30 }),
        fc.nat(9),
        (text, maxDepth, maxValues, maxNames) => {
          const limits = { maxDepth, maxValues, maxNames }
          const flaw = scanJson(text, limits)
          if (flaw === null || flaw.kind === "syntax") return
          assert.isFalse(isWithin(measureJson(text, limits), limits))
        },
      ),
      {
        numRuns: 2000,
        examples: [
          ["[[", 2, 2, 0],
          ["[[[[", 6, 3, 9],
        ],
      },
    )
  })

  it("is within the limits for what is, whatever its strings have in them", () => {
    const text = JSON.stringify([{ a: '[[[{{{,,,:::"\\' }, { b: "]]}}::" }])
    const isWithinLimits = (maxDepth: number, maxValues: number, maxNames: number) => {
      const limits = { maxDepth, maxValues, maxNames }
      return isWithin(measureJson(text, limits), limits)
    }
    assert.isTrue(isWithinLimits(2, 5, 2))
    assert.isFalse(isWithinLimits(1, 5, 2))
    assert.isFalse(isWithinLimits(2, 3, 2))
    assert.isFalse(isWithinLimits(2, 5, 1))
  })

  it("counts exactly where an estimate may be beyond the limits", () => {
    const sizeOf = (text: string) => measureJson(text, { maxDepth: -1, maxValues: 100, maxNames: 0 })
    assert.deepStrictEqual(sizeOf("1"), { depth: 0, values: 1, names: 0, containers: 0 })
    assert.deepStrictEqual(sizeOf('[{"a,[":"}\\\\","ü":[1,2]},null]'), { depth: 3, values: 7, names: 2, containers: 3 })
  })

  it("counts no further than until there are too many values", () => {
    const limits = { maxDepth: 8, maxValues: 10, maxNames: 10 }
    const few = measureJson(`[${"{},".repeat(1000)}0]`, limits)
    assert.isFalse(isWithin(few, limits))
    assert.isBelow(few.containers, 12)
  })

  it("estimates a list of objects, with white space or without, by looking at its braces only", () => {
    const list = Array.from({ length: 1000 }, (_, i) => ({ email: `ada${i}@example.com`, lastName: "},{" }))
    for (const text of [JSON.stringify(list), JSON.stringify(list, null, 2)]) {
      const { depth, containers } = measureJson(text, { maxDepth: 8, maxValues: 1_000_000, maxNames: 100_000 })
      assert.deepStrictEqual([depth, containers], [2, 2001])
    }
  })
})
