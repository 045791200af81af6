import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { codePoint } from "@bulk-contacts/testing/internal/generators/codePoint"
import fc from "fast-check"
import { assert, describe, it } from "vitest"
import { escapeUnprintable, oneLine, printable } from "../src/terminal/printable.ts"

/** What a terminal obeys, or what reorders text. */
const hostile = ["\u001b", "\u009b", "\r", "\b", "\u0007", "\u0000", "\u202e", "\u2066", "\u200f", "\u061c", "\u2028"]

const text = fc
  .array(fc.oneof(fc.string({ unit: codePoint }), fc.constantFrom(...hostile, "\n", "\t", "é")))
  .map((pieces) => pieces.join(""))

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about
const forbidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/

describe("text for a terminal", () => {
  it("has no control, escape or direction characters, and keeps everything else", () => {
    fc.assert(
      fc.property(text, (text) => {
        assert.notMatch(printable(text), forbidden)
        assert.strictEqual(printable(text), [...text].filter((character) => !forbidden.test(character)).join(""))
      }),
    )
  })

  it("as part of a line has no line break, and an end", () => {
    fc.assert(
      fc.property(text, (text) => {
        assert.notMatch(oneLine(text), /[\n\r\t\u2028\u2029]/)
        assert.isAtMost(oneLine(text.repeat(100)).length, 1001)
      }),
    )
  })

  it("as JSON keeps its value", () => {
    fc.assert(
      fc.property(text, (text) => {
        const json = escapeUnprintable(JSON.stringify({ text }))
        assert.notMatch(json, forbidden)
        assert.deepStrictEqual(JSON.parse(json), { text })
      }),
    )
  })
})

it("nothing else writes to the terminal", () => {
  const source = join(import.meta.dirname, "../src")
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"))
  const writers = files.filter((file) =>
    /(stdout|stderr)\.write|\bconsole\.|Logger\.console/.test(readFileSync(join(source, file), "utf8")),
  )
  assert.sameMembers(writers, ["terminal/terminalConsole.ts", "terminal/logging.ts"])
})
