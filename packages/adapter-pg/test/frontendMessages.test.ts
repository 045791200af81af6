import { Buffer } from "node:buffer"
import fc from "fast-check"
import { assert, describe, it } from "vitest"
import { answerableLength, startupLength } from "../src/pglite/frontendMessages.ts"

/** A message whose length field says `length`, followed by `rest`. */
const message = (type: string, length: number, rest = "") => {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(length)
  return Buffer.concat([Buffer.from(type), bytes, Buffer.from(rest)])
}

const query = message("Q", 8, "ab;\0")
const parse = message("P", 12, "\0abcd;\0\0")

const types = fc.constantFrom("Q", "P", "S", "X", "?")
const tooShort = fc.oneof(fc.integer({ min: -20, max: 3 }), fc.integer({ min: -(2 ** 31), max: 3 }))

describe("a message whose length is less than that of its length field", () => {
  it("is an error", () =>
    fc.assert(
      fc.property(types, tooShort, fc.string(), fc.array(fc.constant(parse)), (type, length, rest, others) => {
        assert.throws(() => answerableLength(Buffer.concat([...others, message(type, length, rest)])), /invalid/)
      }),
    ))

  it("is an error only after the messages before it are answered", () =>
    fc.assert(
      fc.property(types, tooShort, fc.string(), (type, length, rest) => {
        const bytes = Buffer.concat([parse, query, message(type, length, rest)])
        assert.strictEqual(answerableLength(bytes), parse.length + query.length)
      }),
    ))

  it("is an error if it is the first of a connection", () =>
    fc.assert(
      fc.property(fc.oneof(tooShort, fc.integer({ min: 4, max: 7 })), fc.string(), (length, rest) => {
        assert.throws(() => startupLength(message("", length, rest)), /invalid/)
      }),
    ))
})

it("messages are read once they are whole", () => {
  for (let end = 0; end <= query.length; end++) {
    assert.strictEqual(answerableLength(query.subarray(0, end)), end === query.length ? end : 0)
  }
  const startup = message("", 12, "\0\x03\0\0abcd")
  for (let end = 0; end <= startup.length; end++) {
    assert.strictEqual(startupLength(startup.subarray(0, end)), end < 12 ? 0 : 12)
  }
  assert.strictEqual(answerableLength(message("S", 4)), 5)
})
