import { assert, describe, it } from "@effect/vitest"
import { normalizeSource } from "../src/domain/Source.ts"
import { assertIdempotent, assertLongest, assertStorable, valid } from "./support/normalization.ts"

describe("normalizeSource", () => {
  it("trims, and keeps the rest as it is", () => {
    assert.strictEqual(valid(normalizeSource("\u200B Slack  Connect\t\u202C")), "Slack  Connect")
    assert.strictEqual(valid(normalizeSource("e\u0301")), "e\u0301")
  })

  it("takes an empty one as absent", () => {
    assert.strictEqual(valid(normalizeSource("")), null)
    assert.strictEqual(valid(normalizeSource(" \n\u00AD")), null)
  })

  it("has at most 255 characters", () => {
    for (const unit of ["a", "é", "𠮷"]) {
      assertLongest(normalizeSource, (n) => unit.repeat(n), 255, "must be at most 255 characters long")
    }
  })

  it("is idempotent", () => assertIdempotent(normalizeSource))

  it("refuses NUL and lone surrogates", () => assertStorable(normalizeSource, "Slack"))
})
