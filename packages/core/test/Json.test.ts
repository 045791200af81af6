import { runInNewContext } from "node:vm"
import { jsonObject, nestedJson } from "@bulk-contacts/testing/internal/generators/json"
import { assert, describe, it } from "@effect/vitest"
import fc from "fast-check"
import { checkJsonObject, checkJsonObjects } from "../src/domain/Json.ts"
import { refusal, rejection, valid } from "./support/normalization.ts"

const tooLarge = "must be at most 16384 bytes of JSON"
const tooDeep = "must be at most 16 levels deep"

describe("checkJsonObject", () => {
  it("copies an object as it was given", () => {
    fc.assert(
      fc.property(jsonObject, (object) => {
        const before = JSON.stringify(object)
        assert.strictEqual(JSON.stringify(valid(checkJsonObject(object))), before)
        assert.strictEqual(JSON.stringify(object), before)
      }),
    )
  })

  it("shares nothing with the original, which may change later", () => {
    const original = { list: [{ a: 1 }], object: { b: 2 } }
    const copy = valid(checkJsonObject(original))
    original.list.push({ a: 3 })
    Object.assign(original.list[0] ?? {}, { a: 4 })
    Object.assign(original.object, { b: "x".repeat(20_000) })
    assert.deepStrictEqual(copy, { list: [{ a: 1 }], object: { b: 2 } })
  })

  it("reads each value once, so that a getter cannot return another one after the check", () => {
    let reads = 0
    const object = {
      get value() {
        return reads++ === 0 ? "short" : "x".repeat(20_000)
      },
    }
    assert.deepStrictEqual(valid(checkJsonObject(object)), { value: "short" })
  })

  it("interprets no key", () => {
    const object = JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{}},"toString":1}')
    const copy = valid(checkJsonObject(object))
    assert.strictEqual(JSON.stringify(copy), JSON.stringify(object))
    assert.isFalse("polluted" in copy)
    assert.isFalse("polluted" in {})
  })

  it("takes the objects of another realm, such as those that fetch returns in Jest", () => {
    assert.deepStrictEqual(valid(checkJsonObject(runInNewContext("({ list: [{ a: 1 }] })"))), { list: [{ a: 1 }] })
  })

  it.each([["text"], [1], [true], [[]], [[{}]], [new Date(0)], [new Map()]])("refuses %j", (input) => {
    assert.strictEqual(refusal(checkJsonObject(input)), "must be an object")
  })

  it.each([[undefined], [new Date(0)], [() => 1], [Symbol.iterator], [1n], [new Map()], [new Uint8Array(1)]])(
    "refuses a value that is not JSON: %s",
    (value) => {
      assert.strictEqual(refusal(checkJsonObject({ value })), "must be JSON")
      assert.strictEqual(refusal(checkJsonObject({ values: [value] })), "must be JSON")
    },
  )

  it("refuses numbers that are none in JSON", () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, JSON.parse("1e400")]) {
      assert.strictEqual(refusal(checkJsonObject({ value })), "must not contain numbers beyond the range of a double")
    }
  })

  it("has at most 16 KiB, in bytes of its JSON", () => {
    // {"a":""} has 8 bytes, and 16,376 are a multiple of what each of these units has as JSON.
    for (const [unit, bytes] of [
      ["a", 1],
      ["é", 2],
      ["𠮷", 4],
      ['"', 2],
      ["\n", 2],
    ] as const) {
      const longest = unit.repeat(16_376 / bytes)
      assert.isObject(valid(checkJsonObject({ a: longest })))
      assert.strictEqual(refusal(checkJsonObject({ a: `${longest}a` })), tooLarge)
    }
    assert.isObject(valid(checkJsonObject({ a: "\u0001".repeat(2729) })))
    assert.strictEqual(refusal(checkJsonObject({ a: "\u0001".repeat(2730) })), tooLarge)
    assert.strictEqual(refusal(checkJsonObject({ ["k".repeat(16_384)]: 1 })), tooLarge)
  })

  it("has at most 16 levels, itself the first", () => {
    assert.isObject(valid(checkJsonObject(nestedJson(16))))
    assert.strictEqual(refusal(checkJsonObject(nestedJson(17))), tooDeep)
    const array = (levels: number): unknown => (levels === 0 ? "leaf" : [array(levels - 1)])
    assert.isObject(valid(checkJsonObject({ array: array(15) })))
    assert.strictEqual(refusal(checkJsonObject({ array: array(16) })), tooDeep)
  })

  it("looks at no more than 20,000 values", () => {
    const rejected = { code: "too_many_values", message: "must have at most 20000 JSON values" }
    const many = (count: number) => Array.from({ length: count }, () => null)
    assert.strictEqual(rejection(checkJsonObject({ a: many(19_998) })).code, "too_large")
    assert.deepStrictEqual(rejection(checkJsonObject({ a: many(19_999) })), rejected)
    assert.deepStrictEqual(rejection(checkJsonObject({ a: new Array(3_000_000).fill({}) })), rejected)
    assert.deepStrictEqual(rejection(checkJsonObjects(new Array(3_000_000).fill({}))), rejected)
  })

  it("does not go down further than it must, nor around in circles", () => {
    const circle: { self?: unknown } = {}
    circle.self = circle
    assert.strictEqual(refusal(checkJsonObject(circle)), tooDeep)
    assert.strictEqual(refusal(checkJsonObject(JSON.parse(`${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`))), tooDeep)
  })

  it("refuses NUL and lone surrogates in keys and values", () => {
    for (const hostile of ["\0", "a\0b", "\uD800", "\uDC00\uD800"]) {
      for (const object of [{ a: hostile }, { [hostile]: 1 }, { a: [{ b: [hostile] }] }, { a: { [hostile]: {} } }]) {
        assert.strictEqual(rejection(checkJsonObject(object)).code, "invalid_character")
      }
    }
  })
})

describe("checkJsonObjects", () => {
  it("copies an array of objects as it was given", () => {
    fc.assert(
      fc.property(fc.array(jsonObject, { maxLength: 3 }), (objects) => {
        assert.strictEqual(JSON.stringify(valid(checkJsonObjects(objects))), JSON.stringify(objects))
      }),
    )
  })

  it.each([["text"], [{}], [[1]], [[null]], [[[]]], [[{}, "text"]]])("refuses %j", (input) => {
    assert.strictEqual(refusal(checkJsonObjects(input)), "must be an array of objects")
  })

  it("has the limits of one object, itself the first level", () => {
    assert.isArray(valid(checkJsonObjects([nestedJson(15)])))
    assert.strictEqual(refusal(checkJsonObjects([nestedJson(16)])), tooDeep)
    // [{"a":""},{"a":""}] has 19 bytes.
    const two = (bytes: number) => [{ a: "a".repeat(8000) }, { a: "a".repeat(bytes - 8019) }]
    assert.isArray(valid(checkJsonObjects(two(16_384))))
    assert.strictEqual(refusal(checkJsonObjects(two(16_385))), tooLarge)
    assert.strictEqual(refusal(checkJsonObjects([{}, { a: "\0" }])), "must not contain U+0000 (NUL)")
  })
})
