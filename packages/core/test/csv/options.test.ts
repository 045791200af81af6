import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import fc from "fast-check"
import type { CsvOptions } from "../../src/csv/CsvOptions.ts"
import { parseColumnMap } from "../../src/csv/checkOptions.ts"
import { contactsOf, problemsOf, readText } from "./support/read.ts"

const messageOf = (...mappings: ReadonlyArray<string>): string =>
  Result.match(parseColumnMap(mappings), {
    onSuccess: (map) => `accepted: ${JSON.stringify(map)}`,
    onFailure: ({ message }) => message,
  })

describe("parseColumnMap", () => {
  it("splits at the last =", () => {
    const map = parseColumnMap(["a=b=email", " What do you need? =metadata.need", "x=metadata.a.b c", "y= fullName "])
    assert.deepStrictEqual<unknown>(Result.getOrThrow(map), {
      "a=b": "email",
      "What do you need?": "metadata.need",
      x: "metadata.a.b c",
      y: "fullName",
    })
  })

  it("takes any name, as data", () => {
    const name = fc.string({ minLength: 1 }).filter((text) => /[!-~]/.test(text[0] ?? "") && /[!-~]$/.test(text))
    fc.assert(
      fc.property(fc.oneof(name, fc.constantFrom("__proto__", "constructor")), (name) => {
        const map = Result.getOrThrow(parseColumnMap([`${name}=email`]))
        assert.deepStrictEqual(Object.entries(map), [[name, "email"]])
      }),
    )
  })

  it.each([
    [["email"], /must be NAME=FIELD, not "email"/],
    [["=email"], /must name a column before the =/],
    [["a=emial"], /has "emial" for "a": must be fullName, metadata.KEY or one of email, firstName/],
    [["a=metadata."], /has "metadata." for "a"/],
    [["a=email", " a =firstName"], /names the column "a" twice/],
    [["a=metadata.x", "b=metadata.x"], /has "metadata.x" twice/],
  ])("rejects %j", (mappings, message) => {
    assert.match(messageOf(...mappings), message)
  })
})

describe("an option", () => {
  const file = "email;Firma\nada@example.org;ACME\n"

  it.each<[CsvOptions, string, RegExp]>([
    [{ encoding: "klingon" }, "encoding", /must be an encoding such as windows-1252/],
    [{ separator: "ab" }, "separator", /must be one character/],
    [{ separator: '"' }, "separator", /must be one character/],
    [{ header: 0 }, "header", /must be the line of the header/],
    [{ header: 1.5 }, "header", /must be the line of the header/],
    [{ map: { Firma: "nothing" as "email" } }, "map", /has "nothing" for "Firma"/],
    [{ map: { Firma: "source" }, ignore: ["Firma "] }, "ignore", /has "Firma", which map also has/],
  ])("that is not valid rejects the file: %j", async (options, field, message) => {
    const [problem, ...others] = await problemsOf(file, options)
    assert.deepStrictEqual([problem?.field, problem?.code, others], [field, "invalid_value", []])
    assert.match(problem?.message ?? "", message)
  })

  it("that names a column which does not exist rejects the file, and shows the one that may be meant", async () => {
    const problems = await problemsOf(file, { map: { firma: "source" }, ignore: ["Other"] })
    assert.deepStrictEqual<unknown>(problems, [
      {
        line: 1,
        field: "map",
        code: "unknown_column",
        message: 'names "firma", which is not a column of the file: there is "Firma"',
      },
      { line: 1, field: "ignore", code: "unknown_column", message: 'names "Other", which is not a column of the file' },
    ])
  })

  it("compares names without white space and invisible characters at the ends", async () => {
    const text = "\u200bemail,\u00a0Firma \u200e\nada@example.org,ACME\n"
    const contact = { email: "ada@example.org", metadata: { company: "ACME" } }
    assert.deepStrictEqual<unknown>(await contactsOf(text, { map: { " Firma": "metadata.company" } }), [contact])
    assert.deepStrictEqual<unknown>(await contactsOf(text, { ignore: ["Firma\u200b"] }), [{ email: "ada@example.org" }])
  })

  it("overrules the separator: of two that are possible, and of a sep= line", async () => {
    const [problem] = await problemsOf("email,x;email\na@example.org,x;b@example.org\n")
    assert.strictEqual(problem?.code, "ambiguous_separator")
    assert.include(problem?.message, 'separator: ";"')
    const text = "sep=,\nemail;source\na@example.org;b,c\n"
    for (const separator of [";", "semicolon"]) {
      assert.deepStrictEqual<unknown>(await contactsOf(text, { separator }), [
        { email: "a@example.org", source: "b,c" },
      ])
    }
    assert.deepStrictEqual<unknown>(await contactsOf("email:source\na@example.org:b\n", { separator: ":" }), [
      { email: "a@example.org", source: "b" },
    ])
    const tabs = await readText("email\tsource\na@example.org\tb\n", { separator: "tab" })
    assert.strictEqual(tabs.header?.separator, "\t")
  })
})

describe("the line of the header", () => {
  it("is found below notes, among the first 20 rows", async () => {
    for (const notes of [0, 1, 19]) {
      const text = `${"Note, or what looks like one\n".repeat(notes)}\n\nemail,source\na@example.org,b\n`
      const { contacts, header } = await readText(text)
      assert.strictEqual(header?.line, notes + 3)
      assert.deepStrictEqual<unknown>(contacts, [{ line: notes + 4, contact: { email: "a@example.org", source: "b" } }])
    }
    const [problem] = await problemsOf(`${"note\n".repeat(20)}email,source\na@example.org,b\n`)
    assert.strictEqual(problem?.code, "header_not_found")
  })

  it("is the row with most names that are known", async () => {
    const text = "Email,Phone list of our members\n\nEmail,First Name,Last Name\na@example.org,Ada,Lovelace\n"
    assert.strictEqual((await readText(text)).header?.line, 3)
  })

  it("can be given, as the Nth line of the file", async () => {
    const text = '"a note\nof two lines"\n\nsep=;\nKontakt;Wer\na@example.org;Ada\n'
    const { contacts } = await readText(text, { header: 5, map: { Kontakt: "email", Wer: "firstName" } })
    assert.deepStrictEqual<unknown>(contacts, [{ line: 6, contact: { email: "a@example.org", firstName: "Ada" } }])
    assert.deepStrictEqual(
      (await problemsOf(text, { header: 3 })).map(({ code }) => code),
      ["header_not_found"],
    )
    assert.deepStrictEqual(
      (await problemsOf(text, { header: 50 })).map(({ code }) => code),
      ["header_not_found"],
    )
  })

  it("can be none: the columns are numbers then, and the separator is that of the addresses", async () => {
    const text = "Ada, Countess;ada@example.org\n;bob@example.org\n"
    const { contacts, header } = await readText(text, { header: "none", map: { "2": "email", "1": "source" } })
    assert.deepStrictEqual<unknown>(contacts, [
      { line: 1, contact: { email: "ada@example.org", source: "Ada, Countess" } },
      { line: 2, contact: { email: "bob@example.org" } },
    ])
    assert.deepStrictEqual([header?.line, header?.separator], [null, ";"])
    assert.deepStrictEqual(
      (await problemsOf(text, { header: "none", map: { "2": "email" } })).map(({ field, code }) => [field, code]),
      [["1", "unknown_column"]],
    )
  })

  it("is required, and the message says what to do", async () => {
    const withoutHeader = await problemsOf("ada@example.org;Ada\nbob@example.org;Bob\n")
    assert.include(withoutHeader[0]?.message, 'If the file has no header: header: "none" map: { "1": "email" }')
    const unknownName = await problemsOf("Wer;Kontakt\nAda;ada@example.org\n")
    assert.include(unknownName[0]?.message, 'If "Kontakt" is that column: map: { "Kontakt": "email" }')
    const noAddress = await problemsOf("Wer;Was\nAda;x\n")
    assert.include(noAddress[0]?.message, 'header: "none"')
    const noEmail = await problemsOf("First Name;Last Name\nAda;Lovelace\n")
    assert.deepStrictEqual(
      noEmail.map(({ line, field, code }) => [line, field, code]),
      [[1, "email", "required"]],
    )
  })

  it("is not guessed if a contact would be passed over", async () => {
    const [problem] = await problemsOf("ada@example.org,Ada\nEmail,First Name\nbob@example.org,Bob\n")
    assert.strictEqual(problem?.code, "header_not_found")
    assert.include(problem?.message, "line 1")
    assert.include(problem?.message, "header: 2")
  })
})
