import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { type EmailAddress, guardFormula, REJECTS_COLUMN } from "@bulk-contacts/core"
import { times } from "@bulk-contacts/test-support/times"
import { NodeServices } from "@effect/platform-node"
import { Effect, Stream } from "effect"
import fc from "fast-check"
import { assert, describe, it } from "vitest"
import { workbook } from "../../files/test/support/workbook.ts"
import type { ImportOutcome } from "../src/import/destination.ts"
import type { ImportFile } from "../src/import/formats/ImportFile.ts"
import { type FileOptions, openFile } from "../src/import/formats/openFile.ts"
import { pairResults } from "../src/import/results/RowResult.ts"
import { rejectsText } from "../src/import/results/rejectsRows.ts"
import { reportResults } from "../src/import/results/reportRows.ts"
import { temporaryDirectory } from "./support/database.ts"

const invalid = (index: number, field = "email"): ImportOutcome => ({
  index,
  status: "invalid",
  problems: [{ field, code: "invalid_email", message: "must be an email address" }],
})

const created = (index: number): ImportOutcome => ({
  index,
  status: "created",
  email: "ada@example.org" as EmailAddress,
  id: "id",
})

/** Opens a file, and writes something about its contacts and their outcomes. */
const write = async (
  name: string,
  content: string | Uint8Array,
  outcomes: ReadonlyArray<ImportOutcome>,
  text: typeof rejectsText,
  options?: FileOptions,
): Promise<string> => {
  const path = join(await temporaryDirectory(), name)
  await writeFile(path, content)
  const written = Effect.gen(function* () {
    const file: ImportFile = yield* openFile(path, options)
    return (yield* Stream.runCollect(text(file, pairResults(file.rows, Stream.fromIterable(outcomes))))).join("")
  })
  return Effect.runPromise(Effect.provide(Effect.scoped(written), NodeServices.layer))
}

const contactsOf = async (name: string, content: string | Uint8Array, options?: FileOptions) => {
  const path = join(await temporaryDirectory(), name)
  await writeFile(path, content)
  const read = Effect.gen(function* () {
    const file: ImportFile = yield* openFile(path, options)
    return yield* Stream.runCollect(file.rows)
  })
  const rows = await Effect.runPromise(Effect.provide(Effect.scoped(read), NodeServices.layer))
  return rows.map((row) => ("contact" in row ? row.contact : row.problem.code))
}

describe("the file of rejected contacts", () => {
  it("has the rows as they are, with the separator of the file, and what is wrong", async () => {
    const csv = 'sep=;\r\nNotes\r\nE-Mail;Vorname\r\nx;=1+1\r\nada@example.org;Ada\r\ny;"a""b;c"\r\n'
    assert.strictEqual(
      await write("a.csv", csv, [invalid(0), created(1), invalid(2)], rejectsText),
      `\uFEFFE-Mail;Vorname;${REJECTS_COLUMN}\r\nx;'=1+1;E-Mail must be an email address\r\ny;"a""b;c";E-Mail must be an email address\r\n`,
    )
  })

  it("has what could be read of a torn row, and the cells that are too many", async () => {
    const csv = 'email,name\na@example.org,"Ada"x\nb@example.org,Bea,King\n'
    const [, torn, wide] = (await write("a.csv", csv, [invalid(0), invalid(1)], rejectsText)).split("\r\n")
    assert.match(torn ?? "", /^a@example\.org,"""Ada""x",has text after the closing quote/)
    assert.match(wide ?? "", /^b@example\.org,"Bea,King",has 3 cells but the header has 2/)
  })

  it("is CSV for workbooks and vCards", async () => {
    const bytes = await workbook([
      {
        name: "a",
        rows: [
          ["email", "lastName"],
          ["x", "+King"],
        ],
      },
    ])
    assert.strictEqual(
      await write("a.xlsx", bytes, [invalid(0)], rejectsText),
      `\uFEFFemail,lastName,${REJECTS_COLUMN}\r\nx,'+King,email must be an email address\r\n`,
    )
    const vcf = "BEGIN:VCARD\nN:King;Ada\nEND:VCARD\nBEGIN:VCARD\nEMAIL:b@example.org\n"
    const [header, first, second] = (await write("a.vcf", vcf, [invalid(0), invalid(1)], rejectsText)).split("\r\n")
    assert.strictEqual(header, `\uFEFFEMAIL,Last Name,First Name,${REJECTS_COLUMN}`)
    assert.strictEqual(first, ",King,Ada,EMAIL must be an email address")
    assert.match(second ?? "", /^b@example\.org,,,"has no END:VCARD/)
  })

  it("is JSON for JSON, with the defaults of the file", async () => {
    const items = ["Ada", { email: "x", metadata: { a: 1 } }, 5, '{"email":"y"}']
    const outcomes = items.map((_, i) => invalid(i))
    const reasons = "email must be an email address"
    const objects = [
      { email: "Ada", [REJECTS_COLUMN]: reasons },
      { email: "x", metadata: { a: 1 }, [REJECTS_COLUMN]: reasons },
      { email: "5", [REJECTS_COLUMN]: reasons },
      { email: "y", [REJECTS_COLUMN]: reasons },
    ]
    assert.deepStrictEqual(JSON.parse(await write("a.json", JSON.stringify(items), outcomes, rejectsText)), objects)
    const body = JSON.stringify({ accountIds: ["A123"], contacts: items })
    assert.deepStrictEqual(JSON.parse(await write("a.json", body, outcomes, rejectsText)), {
      accountIds: ["A123"],
      contacts: objects,
    })
    const lines = `${items.map((item) => JSON.stringify(item)).join("\n")}\n{\n`
    const written = await write("a.ndjson", lines, [...outcomes, invalid(4)], rejectsText)
    const [last, ...others] = written
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line))
      .reverse()
    assert.deepStrictEqual(others.reverse(), objects)
    assert.deepStrictEqual(last, { email: "{", [REJECTS_COLUMN]: "is not valid JSON: it ends at line 5, column 2" })
  })

  it("gives the same contacts when it is read again, and again, with the same options", async () => {
    const cell = fc.oneof(
      fc.constantFrom("=1+1", "'=x", "''+1", " a", "a,b", 'q"q', "x;y", "line\nbreak", "-", "@x", "\tb"),
      fc.string({ unit: "grapheme-ascii" }),
    )
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom(",", ";", "\t"), async (table, separator) => {
        const all = [["email", "firstName", "Notes"], ...table.map(([a, b], i) => [`p${i}@example.org`, a, b])]
        const csv = all
          .map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(separator))
          .join("\r\n")
        const options = { keepRest: true, separator: separator === "\t" ? "tab" : separator, header: 1 }
        const outcomes = table.map((_, i) => invalid(i))
        const expected = await contactsOf("a.csv", csv, options)
        const once = await write("a.csv", csv, outcomes, rejectsText, options)
        assert.deepStrictEqual(await contactsOf("b.csv", once, options), expected)
        const twice = await write("b.csv", once, outcomes, rejectsText, options)
        assert.strictEqual(twice, once)
      }),
      { numRuns: times(10, 30) },
    )
  })

  it("may come from a file without a header", async () => {
    const options = { header: "none", map: { 1: "email", 2: "lastName" } } as const
    const rejects = await write("a.csv", "x,King\ny,Ray\n", [invalid(0), created(1)], rejectsText, options)
    assert.deepStrictEqual<unknown>(await contactsOf("b.csv", rejects, options), [{ email: "x", lastName: "King" }])
  })
})

describe("the report", () => {
  const report: typeof rejectsText = (file, results) => reportResults(file, results, () => true)

  it("has what became of each contact, with the column and the value of each problem", async () => {
    const csv = "E-Mail,Full Name\nada@example.org,Ada\nada@example.org,Ada\n=x,Eve\u202e\u001b King\n"
    const outcomes: ReadonlyArray<ImportOutcome> = [
      created(0),
      {
        index: 1,
        status: "skipped",
        email: "ada@example.org" as EmailAddress,
        reason: "duplicate_in_request",
        duplicateOf: 0,
      },
      {
        ...invalid(2),
        problems: [...(invalid(2) as any).problems, { field: "lastName", code: "too_long", message: "is long" }],
      } as any,
    ]
    assert.deepStrictEqual((await write("a.csv", csv, outcomes, report)).split("\r\n"), [
      "line,status,email,id,reason,first_line,column,field,value,code,message",
      "2,created,ada@example.org,id,,,,,,,",
      "3,skipped,ada@example.org,,duplicate_in_request,2,,,,,",
      `4,invalid,,,,,E-Mail,email,${guardFormula("=x")},invalid_email,must be an email address`,
      "4,invalid,,,,,Full Name,lastName,Eve King,too_long,is long",
      "",
    ])
  })

  it("is not written if outcomes are missing", async () => {
    const failure = write("a.csv", "email\nada@example.org\n", [created(1)], report)
    await failure.then(
      () => assert.fail("it was written"),
      (error) => assert.match(String(error), /the outcome of contact 0 is missing/),
    )
  })
})
