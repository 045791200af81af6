import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import { checkAccountIds, checkContactType } from "../src/domain/Identifiers.ts"
import { assertLongest, assertStorable, refusal, valid } from "./support/normalization.ts"

const tooLong = "must be at most 255 characters long"

describe("checkContactType", () => {
  it("takes an identifier as it is", () => {
    for (const id of ["CT123", " CT123 ", "ct123", "e\u0301", "__proto__", "null"]) {
      assert.strictEqual(valid(checkContactType(id)), id)
    }
  })

  it("takes an empty one as absent", () => assert.strictEqual(valid(checkContactType("")), null))

  it("has at most 255 characters", () => {
    for (const unit of ["a", "𠮷"]) assertLongest(checkContactType, (n) => unit.repeat(n), 255, tooLong)
  })

  it("refuses NUL and lone surrogates", () => assertStorable(checkContactType, "CT123"))
})

describe("checkAccountIds", () => {
  const first = (input: string) => Result.map(checkAccountIds(["A1", input]), (ids) => ids[1] ?? null)

  it("takes one bare string as a list of one", () => {
    assert.deepStrictEqual<ReadonlyArray<string>>(valid(checkAccountIds("A123")), ["A123"])
  })

  it("takes each once, in the order given", () => {
    assert.deepStrictEqual<ReadonlyArray<string>>(valid(checkAccountIds(["B", "A", "B", "a"])), ["B", "A", "a"])
    assert.deepStrictEqual(valid(checkAccountIds([])), [])
  })

  it.each([[[1]], [[null]], [[["A1"]]], [{}], [1], [true]])("refuses %j", (input) => {
    assert.strictEqual(refusal(checkAccountIds(input)), "must be a string or an array of strings")
  })

  it("refuses empty ones", () => {
    assert.strictEqual(refusal(checkAccountIds("")), "must not be empty")
    assert.strictEqual(refusal(checkAccountIds(["A1", ""])), "must not be empty")
  })

  it("has at most 255 characters in each", () => assertLongest(first, (n) => "𠮷".repeat(n), 255, tooLong))

  it("refuses NUL and lone surrogates", () => assertStorable(first, "A123"))
})
