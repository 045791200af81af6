import { runInNewContext } from "node:vm"
import { InvalidRequest, NoContactsToCreate, StoreFailure } from "@bulk-contacts/core"
import { comparable } from "@bulk-contacts/testing/internal/comparable"
import { Option } from "effect"
import fc from "fast-check"
import { assert, it } from "vitest"

class Rows extends Array {}

const isEqual = (a: unknown, b: unknown): boolean => {
  try {
    assert.deepStrictEqual(comparable(a), comparable(b))
    return true
  } catch {
    return false
  }
}

it("values with the same content are equal, whatever their prototypes", () => {
  assert.isTrue(isEqual(Rows.from([1, { a: 2 }]), [1, { a: 2 }]))
  assert.isTrue(isEqual({ __proto__: null, a: 1 }, { a: 1 }))
  const foreign = runInNewContext("[{ a: [new Date(5)], b: new Map([[1, new Set([{}])]]) }]")
  assert.isTrue(isEqual(foreign, [{ a: [new Date(5)], b: new Map([[1, new Set([{}])]]) }]))
})

it("every JSON value is equal to a copy of it", () =>
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      assert.isTrue(isEqual(value, structuredClone(value)))
    }),
  ))

it.each([
  [Option.none(), Option.some(undefined)],
  [new NoContactsToCreate(), new InvalidRequest({ problems: [], omitted: 0 })],
  [new StoreFailure({ retryable: true, cause: 1 }), new StoreFailure({ retryable: false, cause: 1 })],
  [new Error("a"), new Error("b")],
  [new Date(1), new Date(2)],
  [new Date(1), {}],
  [[], {}],
  [{ a: undefined }, {}],
  [new Map([[1, 2]]), new Map([[1, 3]])],
  [new Set([1]), new Set([2])],
  [JSON.parse('{"__proto__":{"a":1}}'), {}],
  ["1", 1],
  [null, undefined],
])("%o and %o differ", (a, b) => {
  assert.isTrue(isEqual(a, a))
  assert.isFalse(isEqual(a, b))
})
