import { codePoint } from "@bulk-contacts/testing/internal/generators/codePoint"
import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import fc from "fast-check"
import { checkContactType } from "../src/domain/Identifiers.ts"
import type { InvalidId } from "../src/domain/InvalidId.ts"
import { abbreviate, checkNewId, rejectLabel } from "../src/domain/newId.ts"
import { valid } from "./support/normalization.ts"

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about
const hostile = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/

const character = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("a", "Z", "7", "-", "é", "漢", "😀", "e\u0301") },
  fc.constantFrom(" ", "\u00a0", "\u3000", "\u200b", "\ufeff", "\u00ad", "\u2800", "\u3164"),
  fc.constantFrom(
    "\u0000",
    "\t",
    "\n",
    "\r",
    "\u001b",
    "\u007f",
    "\u0085",
    "\u009b",
    "\u061c",
    "\u200e",
    "\u2029",
    "\u202e",
    "\u2066",
  ),
  fc.string({ unit: codePoint, maxLength: 1 }),
)

const messageOf = (checked: Result.Result<void, InvalidId>): string => Result.getOrThrow(Result.flip(checked)).message

describe("a new id", () => {
  it("that is accepted can be printed, and is what requests make of it", () => {
    fc.assert(
      fc.property(fc.array(character, { maxLength: 6 }), (characters) => {
        const id = characters.join("")
        if (rejectLabel(id) !== null) return
        assert.notMatch(id, hostile)
        assert.strictEqual(valid(checkContactType(id)), id)
      }),
    )
  })

  it("is accepted if it has visible characters at its ends and nothing hostile inside", () => {
    fc.assert(
      fc.property(fc.array(character, { maxLength: 4 }), (characters) => {
        const id = `<${characters.join("")}>`
        fc.pre(!hostile.test(id) && id.isWellFormed())
        assert.isNull(rejectLabel(id))
      }),
    )
  })

  it.each([
    ["", "must not be empty"],
    [" \u200b", "must not be empty"],
    ["a\0", "must not contain U+0000 (NUL)"],
    ["a\u001b[2Kb", "must not contain U+001B"],
    ["a\u009b", "must not contain U+009B"],
    ["\u202eab", "must not contain U+202E"],
    ["a\u2029", "must not contain U+2029"],
    ["\ufeffa", "must not begin or end with U+FEFF"],
    ["a\u3164", "must not begin or end with U+3164"],
    ["a".repeat(256), "must be at most 255 characters long"],
    ["😀".repeat(256), "must be at most 255 characters long"],
  ])("is rejected by code point: %j", (id, reason) => {
    assert.strictEqual(messageOf(checkNewId("account", id)), `The id of the account ${reason}`)
  })

  it("is never repeated in its error, nor an old one as a whole", () => {
    const id = "\u202e".repeat(100_000)
    assert.isBelow(messageOf(checkNewId("organization", id)).length, 100)
    assert.isAtMost(abbreviate(id).length, 301)
    assert.strictEqual(abbreviate("acme"), "acme")
  })
})
