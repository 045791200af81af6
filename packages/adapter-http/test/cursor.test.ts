import { assert, describe, it } from "@effect/vitest"
import { Effect, Result } from "effect"
import fc from "fast-check"
import { decodeCursor, encodeCursor } from "../src/paging/cursor.ts"

const text = fc.string({ unit: "grapheme" })
const scope = fc.array(fc.option(text), { maxLength: 5 })

const run = <A, E>(effect: Effect.Effect<A, E>) => Effect.runPromise(Effect.result(effect))

const isRejected = async (decoded: ReturnType<typeof decodeCursor>): Promise<boolean> => {
  const result = await run(decoded)
  if (Result.isSuccess(result)) return false
  assert.deepStrictEqual(
    [result.failure.statusCode, result.failure.details?.map(({ field }) => field)],
    [400, ["cursor"]],
  )
  return true
}

describe("a cursor", () => {
  it("has its position, in characters that a query does not escape", () =>
    fc.assert(
      fc.asyncProperty(scope, text, async (scope, position) => {
        const cursor = await Effect.runPromise(encodeCursor(scope, position))
        assert.match(cursor, /^[\w-]+$/)
        assert.strictEqual(await Effect.runPromise(decodeCursor(scope, cursor)), position)
      }),
    ))

  it("is rejected if its position has a NUL", () =>
    fc.assert(
      fc.asyncProperty(scope, text, text, async (scope, start, end) => {
        const cursor = await Effect.runPromise(encodeCursor(scope, `${start}\0${end}`))
        assert.isTrue(await isRejected(decodeCursor(scope, cursor)))
      }),
    ))

  it("is rejected in any other scope", () =>
    fc.assert(
      fc.asyncProperty(scope, scope, text, async (scope, other, position) => {
        fc.pre(JSON.stringify(scope) !== JSON.stringify(other))
        const cursor = await Effect.runPromise(encodeCursor(scope, position))
        assert.isTrue(await isRejected(decodeCursor(other, cursor)))
      }),
    ))

  it("is rejected if a character is changed, added or removed", () =>
    fc.assert(
      fc.asyncProperty(scope, text, fc.nat(), fc.string({ maxLength: 2 }), async (scope, position, seed, inserted) => {
        const cursor = await Effect.runPromise(encodeCursor(scope, position))
        const at = seed % cursor.length
        const damaged = cursor.slice(0, at) + inserted + cursor.slice(at + (seed % 2))
        fc.pre(damaged !== cursor)
        assert.isTrue(await isRejected(decodeCursor(scope, damaged)))
      }),
    ))
})
