import { assert, describe, it } from "@effect/vitest"
import fc from "fast-check"
import { mayExceedLimits } from "../src/internal/mayExceedLimits.ts"
import { scanJson } from "../src/internal/scanJson.ts"

describe("mayExceedLimits", () => {
  it("is true for all text that exceeds a limit, valid JSON or not", () => {
    const json = fc.json({ maxDepth: 6, stringUnit: fc.constantFrom(...'a"\\[]{},:\u2028') })
    const pieces = fc.array(fc.constantFrom("[", "]", "{", "}", ",", '"', "\\", ":", "1", '"a":', '"]}"', " "))
    const text = fc.oneof(
      json,
      fc.tuple(json, fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1))),
      pieces.map((parts) => parts.join("")),
    )
    fc.assert(
      fc.property(text, fc.nat(6), fc.integer({ min: 1, max: 30 }), (text, maxDepth, maxValues) => {
        const limits = { maxDepth, maxValues }
        const flaw = scanJson(text, limits)
        if (flaw?.kind === "too_deep" || flaw?.kind === "too_many_values") assert.isTrue(mayExceedLimits(text, limits))
      }),
      { numRuns: 2000 },
    )
  })

  it("is false for what is within the limits, whatever its strings have in them", () => {
    const text = JSON.stringify([{ a: '[[[{{{,,,"\\' }, { b: "]]}}" }])
    assert.isFalse(mayExceedLimits(text, { maxDepth: 2, maxValues: 5 }))
    assert.isTrue(mayExceedLimits(text, { maxDepth: 1, maxValues: 5 }))
    assert.isTrue(mayExceedLimits(text, { maxDepth: 2, maxValues: 3 }))
  })
})
