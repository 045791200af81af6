import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import { checkAccountIds, checkContactType, checkIdentifier } from "../src/domain/Identifiers.ts"
import { assertLongest, assertStorable, refusal, rejection, valid } from "./support/normalization.ts"

const tooLong = "must be at most 255 characters long"

describe("checkIdentifier", () => {
  it("removes white space and invisible characters at the ends, and requires the rest", () => {
    assert.strictEqual(valid(checkIdentifier("\u200BA 1\uFEFF\r\n")), "A 1")
    for (const text of ["", " \n", "\u200B\u3164"])
      assert.strictEqual(rejection(checkIdentifier(text)).code, "required")
  })
})

describe("checkContactType", () => {
  it("removes white space and invisible characters at the ends, and changes nothing else", () => {
    for (const text of [" CT 1", "CT 1\u00A0", "\u200BCT 1\uFEFF\r\n", "\u202ACT 1\u202C"]) {
      assert.strictEqual(valid(checkContactType(text)), "CT 1")
    }
    for (const id of ["CT123", "C\u200BT", "ct123", "e\u0301", "__proto__", "null"]) {
      assert.strictEqual(valid(checkContactType(id)), id)
    }
  })

  it("takes an empty one as absent", () => {
    for (const text of ["", " \n", "\u200B\u3164"]) assert.strictEqual(valid(checkContactType(text)), null)
  })

  it("has at most 255 characters", () => {
    for (const unit of ["a", "𠮷"]) assertLongest(checkContactType, (n) => unit.repeat(n), 255, tooLong)
  })

  it("rejects NUL and lone surrogates", () => assertStorable(checkContactType, "CT123"))
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

  it.each([[[1]], [[undefined]], [[["A1"]]], [{}], [1], [true]])("refuses %j", (input) => {
    assert.strictEqual(refusal(checkAccountIds(input)), "must be a string or an array of strings")
  })

  it("ignores entries that are absent", () => {
    const entries = ["A1", "", " \t", null, "\u200B", "\u00A0A1 ", "A2"]
    assert.deepStrictEqual<ReadonlyArray<string>>(valid(checkAccountIds(entries)), ["A1", "A2"])
    assert.deepStrictEqual(valid(checkAccountIds([""])), [])
  })

  it("has at most 10,000 ids", () => {
    const ids = (count: number) => Array.from({ length: count }, (_, i) => `A${i}`)
    assert.lengthOf(valid(checkAccountIds(ids(10_000))), 10_000)
    assert.deepStrictEqual(rejection(checkAccountIds(ids(10_001))), {
      code: "too_many_values",
      message: "must have at most 10000 ids",
    })
  })

  it("has at most 255 characters in each", () => assertLongest(first, (n) => "𠮷".repeat(n), 255, tooLong))

  it("rejects NUL and lone surrogates", () => assertStorable(first, "A123"))
})
