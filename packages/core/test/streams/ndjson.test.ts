import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import fc from "fast-check"
import { InvalidRequest } from "../../src/domain/errors.ts"
import { MAX_LINE_CHARACTERS, readNdjson } from "../../src/streams/ndjson.ts"
import type { StreamedContact } from "../../src/streams/StreamedContact.ts"
import { collect, inPieces, utf8 } from "./sources.ts"

const readAll = (pieces: Iterable<Uint8Array>) => collect(readNdjson(Stream.fromIterable(pieces)))
const read = async (pieces: Iterable<Uint8Array>) =>
  (await readAll(pieces)).map((item) => {
    const { digest: _, ...others } = { digest: undefined, ...item }
    return others
  })
const digestsOf = async (pieces: Iterable<Uint8Array>) =>
  (await readAll(pieces)).map((item) => ("digest" in item ? item.digest : undefined))
const readText = (text: string) => read([utf8(text)])

/** A line, and what is read from it. */
const line = fc.oneof(
  fc.jsonValue().map((contact) => ({
    text: JSON.stringify(contact),
    read: (line: number): object | null => ({ line, contact }),
  })),
  fc.constantFrom("", " ", "\t\r").map((text) => ({ text, read: (): object | null => null })),
  fc
    .constantFrom(
      ["ada@example.com", "unexpected a", 1],
      [" {", "it ends", 3],
      ['{"email":', "it ends", 10],
      ["\u00A0x", "unexpected U+00A0", 1],
      ["'a'", "unexpected '", 1],
    )
    .map(([text, why, column]) => ({
      text: String(text),
      read: (line: number): object | null => ({
        line,
        problem: { code: "invalid_json", message: `is not valid JSON: ${why} at line ${line}, column ${column}` },
      }),
    })),
)

describe("readNdjson", () => {
  it("reads what is on each line, wherever the bytes are cut, and passes blank lines over", () =>
    fc.assert(
      fc.asyncProperty(
        fc.tuple(fc.array(line), fc.constantFrom("\n", "\r\n"), fc.boolean()).chain(([lines, end, endsLast]) => {
          const text = lines.map(({ text }) => text).join(end) + (endsLast ? end : "")
          return fc.tuple(fc.constant(lines), inPieces(utf8(text)))
        }),
        async ([lines, pieces]) => {
          const expected = lines.flatMap(({ read }, i) => read(i + 1) ?? [])
          // JSON has one zero.
          assert.deepEqual(JSON.stringify(await read(pieces)), JSON.stringify(expected))
        },
      ),
      { numRuns: 300 },
    ))

  it("takes a byte order mark", async () => {
    assert.deepStrictEqual<unknown>(await readText('\uFEFF"a"'), [{ line: 1, contact: "a" }])
  })

  it("names a line that is too long, holds no more of it, and reads the next one", async () => {
    const piece = utf8("x".repeat(MAX_LINE_CHARACTERS / 4))
    const pieces = [utf8('"a"\n"'), ...Array.from({ length: 12 }, () => piece), utf8('"\n"b"')]
    const problem = { code: "too_long", message: `must be at most ${MAX_LINE_CHARACTERS} characters long` }
    assert.deepStrictEqual<unknown>(await read(pieces), [
      { line: 1, contact: "a" },
      { line: 2, problem },
      { line: 3, contact: "b" },
    ])
    const longest = `"${"x".repeat(MAX_LINE_CHARACTERS - 2)}"`
    assert.deepStrictEqual<unknown>(await readText(longest), [{ line: 1, contact: longest.slice(1, -1) }])
    assert.deepStrictEqual<unknown>(await readText(` ${longest}`), [{ line: 1, problem }])
  })

  it("identifies lines that cannot be read by their text, wherever the bytes are cut", () =>
    fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 5 }).chain((texts) => {
          const lines = texts.map((text) => `{${JSON.stringify(text)}`)
          return fc.tuple(fc.constant(lines), inPieces(utf8(lines.join("\n"))))
        }),
        async ([lines, pieces]) => {
          const digests = await digestsOf(pieces)
          assert.strictEqual(new Set(digests).size, lines.length)
          assert.isFalse(digests.includes(undefined))
          assert.deepStrictEqual(await digestsOf([utf8(lines.join("\n"))]), digests)
        },
      ),
      { numRuns: 100 },
    ))

  it("identifies lines that are too long by all of their text", async () => {
    const piece = utf8("x".repeat(MAX_LINE_CHARACTERS / 4))
    const lineOf = (end: string) => [...Array.from({ length: 6 }, () => piece), utf8(end)]
    const [digest] = await digestsOf(lineOf("a"))
    assert.isString(digest)
    assert.deepStrictEqual(await digestsOf([...lineOf("a"), utf8("\n")]), [digest])
    assert.notDeepEqual(await digestsOf(lineOf("b")), [digest])
    const [, ...others] = lineOf("a")
    assert.notDeepEqual(await digestsOf([utf8("y".repeat(piece.length)), ...others]), [digest])
  })

  it("fails at bytes that are not UTF-8, names their line, and reads the lines before it", () =>
    fc.assert(
      fc.asyncProperty(
        fc
          .tuple(fc.array(fc.constantFrom('"a"', "", "{"), { maxLength: 5 }), fc.constantFrom("", '"', "{"))
          .chain(([before, start]) => {
            const text = [...before, start].join("\n")
            const bytes = new Uint8Array([...utf8(text), 0xe9, ...utf8('"\n"b"\n')])
            return fc.tuple(fc.constant(before), inPieces(bytes))
          }),
        async ([before, pieces]) => {
          const found: Array<StreamedContact> = []
          const failure = await readNdjson(Stream.fromIterable(pieces)).pipe(
            Stream.runForEach((item) => Effect.sync(() => found.push(item))),
            Effect.flip,
            Effect.runPromise,
          )
          assert.deepStrictEqual(
            found.map(({ line }) => line),
            before.flatMap((line, i) => (line === "" ? [] : [i + 1])),
          )
          const message = "has bytes that are not text in UTF-8: save the file as UTF-8"
          const problems = [{ line: before.length + 1, field: "body", code: "invalid_encoding", message } as const]
          assert.deepStrictEqual(failure, new InvalidRequest({ problems, omitted: 0 }))
        },
      ),
      { numRuns: 200 },
    ))
})
