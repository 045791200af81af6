import { assert, describe, it } from "@effect/vitest"
import { utf8 } from "../streams/sources.ts"
import { problemsOf, readBytes } from "./support/read.ts"

const text = "email;Vorname\nada@example.org;Jörg\n"
const latin1 = (text: string) => new Uint8Array(Buffer.from(text, "latin1"))
const utf16 = (text: string) => new Uint8Array(Buffer.from(text, "utf16le"))
const bytesOf = (...parts: ReadonlyArray<Uint8Array>) => new Uint8Array(parts.flatMap((part) => [...part]))

const firstNames = async (bytes: Uint8Array, encoding?: string) => {
  const { contacts, header } = await readBytes(bytes, { encoding })
  return [header?.encoding, ...contacts.map((item) => ("contact" in item ? (item.contact as any).firstName : item))]
}

describe("the encoding", () => {
  it("is UTF-8, if nothing else is said", async () => {
    assert.deepStrictEqual(await firstNames(utf8(text)), ["utf-8", "Jörg"])
  })

  it("can be any that the platform knows, by any of its names", async () => {
    assert.deepStrictEqual(await firstNames(latin1(text), "ISO-8859-1"), ["windows-1252", "Jörg"])
    assert.deepStrictEqual(await firstNames(utf16(text), "utf-16"), ["utf-16le", "Jörg"])
    const japanese = bytesOf(utf8("email,firstName\nada@example.org,"), new Uint8Array([0x8e, 0x52, 0x93, 0x63]))
    assert.deepStrictEqual(await firstNames(japanese, "shift_jis"), ["shift_jis", "山田"])
  })

  it("is that of the byte order mark, whatever else is said", async () => {
    assert.deepStrictEqual(await firstNames(utf8(`\uFEFF${text}`), "windows-1252"), ["utf-8", "Jörg"])
    assert.deepStrictEqual(await firstNames(utf16(`\uFEFF${text}`), "utf-8"), ["utf-16le", "Jörg"])
    const bigEndian = new Uint8Array(Buffer.from(`\uFEFF${text}`, "utf16le").swap16())
    assert.deepStrictEqual(await firstNames(bigEndian, "utf-16le"), ["utf-16be", "Jörg"])
  })

  it("is not guessed to be UTF-16, but named", async () => {
    for (const [bytes, encoding] of [
      [utf16(text), "utf-16le"],
      [new Uint8Array(Buffer.from(text, "utf16le").swap16()), "utf-16be"],
    ] as const) {
      const [problem] = await problemsOf(bytes)
      assert.strictEqual(problem?.code, "invalid_encoding")
      assert.include(problem?.message, `encoding: "${encoding}"`)
    }
  })

  it("names the line with bytes that cannot be decoded, and the way out", async () => {
    for (const [lines, line] of [
      [0, 2],
      [3, 5],
      [20_000, 20_002],
    ] as const) {
      const bytes = bytesOf(
        utf8(`email;Vorname\n${"a@example.org;Jörg 𝒳\n".repeat(lines)}`),
        latin1("b@example.org;Jörg\n"),
      )
      const [problem, ...others] = await problemsOf(bytes)
      assert.deepStrictEqual(
        [problem?.line, problem?.field, problem?.code, others],
        [line, "body", "invalid_encoding", []],
      )
      assert.include(problem?.message, 'encoding: "windows-1252"')
    }
  })

  it("does not take a character that is not complete at the end for the end", async () => {
    for (const bytes of [
      bytesOf(utf8(text), new Uint8Array([0xf0, 0x9f])),
      bytesOf(utf16(`\uFEFF${text}`), new Uint8Array([0x41])),
      bytesOf(utf16(`\uFEFF${text}`), new Uint8Array([0x34, 0xd8])),
    ]) {
      const [problem] = await problemsOf(bytes)
      assert.deepStrictEqual([problem?.line, problem?.code], [3, "invalid_encoding"])
    }
  })

  it("has another way out if there is a mark", async () => {
    const [problem] = await problemsOf(bytesOf(utf8(`\uFEFF${text}`), latin1("b@example.org;Jörg\n")))
    assert.deepStrictEqual([problem?.line, problem?.code], [3, "invalid_encoding"])
    assert.notInclude(problem?.message, "windows-1252")
    assert.include(problem?.message, "CSV UTF-8")
  })
})

describe("a file of another format", () => {
  it.each<[string, Uint8Array, string, RegExp]>([
    [
      "a workbook",
      bytesOf(utf8("PK\u0003\u0004"), latin1("\xff\xfe")),
      "invalid_file",
      /^is an Excel workbook .*save it as CSV$/,
    ],
    [
      "an old workbook",
      new Uint8Array(Buffer.from("d0cf11e0a1b11ae1", "hex")),
      "invalid_file",
      /\(\.xls\).*save it as CSV$/,
    ],
    ["a PDF document", bytesOf(utf8("%PDF-1.7\n%"), latin1("\xe2\xe3")), "invalid_file", /^is a PDF document/],
    ["a web page", utf8("\uFEFF<!DOCTYPE HTML><html><table><tr><td>email"), "invalid_file", /^is a web page/],
    ["a table of HTML", utf8("<Table><tr><td>email</td></tr></table>"), "invalid_file", /^is a web page/],
    ["vCards", utf8("begin:VCARD\r\nVERSION:3.0\r\n"), "invalid_file", /^has vCards, not CSV/],
    ["UTF-32", bytesOf(new Uint8Array([0xff, 0xfe, 0, 0, 0x65, 0, 0, 0])), "invalid_encoding", /^is in UTF-32/],
    ["UTF-32, big-endian", new Uint8Array([0, 0, 0xfe, 0xff, 0, 0, 0, 0x65]), "invalid_encoding", /^is in UTF-32/],
  ])("is rejected as what it is, whatever the options say: %s", async (_name, bytes, code, message) => {
    for (const encoding of [undefined, "windows-1252"]) {
      const problems = await problemsOf(bytes, { encoding })
      assert.deepStrictEqual(
        problems.map(({ field, code }) => [field, code]),
        [["body", code]],
      )
      assert.match(problems[0]?.message ?? "", message)
    }
  })

  it("is not a table whose first column has a similar name", async () => {
    for (const name of ["PK", "%PDF", "<b>Table</b>", "Begin"]) {
      const { contacts } = await readBytes(utf8(`${name},email\n,a@example.org\n`))
      assert.deepStrictEqual<unknown>(contacts, [{ line: 2, contact: { email: "a@example.org" } }])
    }
  })
})
