import { times } from "@bulk-contacts/test-support/times"
import { codePoint } from "@bulk-contacts/testing/internal/generators/codePoint"
import { assert, describe, it } from "@effect/vitest"
import { Stream } from "effect"
import fc from "fast-check"
import { decodeUtf8 } from "../../src/streams/utf8.ts"
import { collectText, inPieces, utf8 } from "./sources.ts"

const anyText = fc
  .tuple(fc.constantFrom("", "\uFEFF"), fc.string({ unit: codePoint }))
  .map(([mark, text]) => mark + text.toWellFormed())
const decoded = (pieces: Iterable<Uint8Array>) => collectText(decodeUtf8(Stream.fromIterable(pieces)))

/** Bytes that no character begins with, and characters that end too early. */
const broken = fc.constantFrom(
  [0xff],
  [0x80],
  [0xc3],
  [0xe2, 0x82],
  [0xf0, 0x9f, 0x98],
  [0xc0, 0xaf],
  [0xed, 0xa0, 0x80],
)

describe("decodeUtf8", () => {
  it("decodes any text, wherever its bytes are cut", () =>
    fc.assert(
      fc.asyncProperty(
        anyText.chain((text) => fc.tuple(fc.constant(text), inPieces(utf8(text)))),
        async ([text, pieces]) => {
          assert.strictEqual(await decoded(pieces), text.replace(/^\uFEFF/, ""))
        },
      ),
      { numRuns: times(200, 500) },
    ))

  it("marks what is no UTF-8, and keeps the lines around it", () =>
    fc.assert(
      fc.asyncProperty(
        fc
          .tuple(anyText, broken, anyText)
          .chain(([before, bytes, after]) =>
            fc.tuple(
              fc.constant([before, after] as const),
              inPieces(new Uint8Array([...utf8(`${before}\n`), ...bytes, ...utf8(`\n${after}`)])),
            ),
          ),
        async ([[before, after], pieces]) => {
          const text = await decoded(pieces)
          assert.isFalse(text.isWellFormed())
          const comparable = (part: string) => part.replaceAll("\uFFFD", "\uD800")
          const [start, end] = [`${before}\n`.replace(/^\uFEFF/, ""), `\n${after}`]
          assert.isTrue(comparable(text).startsWith(comparable(start)))
          assert.isTrue(comparable(text).endsWith(comparable(end)))
        },
      ),
      { numRuns: times(200, 500) },
    ))
})
