import { times } from "@bulk-contacts/test-support/times"
import { codePoint } from "@bulk-contacts/testing/internal/generators/codePoint"
import { assert } from "@effect/vitest"
import { Result } from "effect"
import fc from "fast-check"
import type { Normalized, Rejection } from "../../src/domain/Rejection.ts"

export type Normalize<A> = (input: string) => Normalized<A>

/** What the rule makes of the input, which must be valid. */
export const valid = <A>(result: Normalized<A>): A =>
  Result.getOrThrowWith(result, ({ message }) => new Error(`rejected: ${message}`))

/** Why the rule rejects the input, which must be invalid. */
export const rejection = <A>(result: Normalized<A>): Rejection =>
  Result.getOrThrowWith(Result.flip(result), (value) => new Error(`accepted: ${JSON.stringify(value)}`))

/** The message of that. */
export const refusal = <A>(result: Normalized<A>): string => rejection(result).message

/** Text of every kind, the kinds that normalization is about often. */
export const anyText = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: codePoint }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
  fc.string({
    unit: fc.constantFrom(
      ..."aAßẞΣσςİıJ\u030C\u0301\u0345K Ａﬁǰΐŉ \t\u00A0\u200B\u200C\u200E\uFEFF\u202E\uFE0F❤\0\u0085.@-",
    ),
  }),
)

export const runs = { numRuns: times(500, 10_000) }

/** What is normalized is normalized to itself. */
export const assertIdempotent = (normalize: Normalize<string | null>, input: fc.Arbitrary<string> = anyText): void =>
  fc.assert(
    fc.property(input, (text) => {
      const once = normalize(text)
      if (Result.isFailure(once) || once.success === null) return
      assert.strictEqual(valid(normalize(once.success)), once.success)
    }),
    runs,
  )

/** NUL and lone surrogates are refused wherever they are, and whatever is accepted has none. */
export const assertStorable = (normalize: Normalize<string | null>, example: string): void => {
  for (const hostile of ["\0", "\uD800", "\uDC00", "\uDE00\uD83D"]) {
    for (const at of [0, Math.floor(example.length / 2), example.length]) {
      const text = example.slice(0, at) + hostile + example.slice(at)
      const { code, message } = rejection(normalize(text))
      assert.strictEqual(code, "invalid_character")
      const surrogate = hostile.charCodeAt(0).toString(16).toUpperCase()
      const expected =
        hostile === "\0" ? "must not contain U+0000 (NUL)" : `must be valid Unicode: U+${surrogate} is half`
      assert.isTrue(message.startsWith(expected), message)
    }
  }
}

/** Accepts `length` of `unit` after `prefix` in all, and not one more. */
export const assertLongest = (
  normalize: Normalize<string | null>,
  make: (length: number) => string,
  length: number,
  message: string,
): void => {
  assert.strictEqual(valid(normalize(make(length))), make(length))
  assert.strictEqual(refusal(normalize(make(length + 1))), message)
}
