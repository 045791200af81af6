import { times } from "@bulk-contacts/test-support/times"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { BATCH_ROWS } from "../../src/csv/DecodingReader.ts"
import { readCsv } from "../../src/csv/readCsv.ts"
import { readRows } from "../../src/csv/readRows.ts"
import { MAX_COLUMNS } from "../../src/csv/table/sampleRows.ts"
import { MAX_LINE_CHARACTERS } from "../../src/streams/ndjson.ts"
import { utf8 } from "../streams/sources.ts"
import { problemsOf, readPieces, readText } from "./support/read.ts"

const MIB = 1024 * 1024

/**
 * With `CI=true`, so long that a reader that is not linear would not get through within the time that a test has. Elsewhere
 * it is a thirty-second of that, which shows what such a file is read as.
 */
const sized = (length: number): number => times(length / 32, length)

const repeat = (text: string, count: number): ReadonlyArray<Uint8Array> => Array(count).fill(utf8(text))

describe("a hostile file costs no more than its length", () => {
  it.each([
    ["lines that each open a quote", '"a\n', MIB / 2],
    ["rows that are torn by the next one", 'x,"a\n"b"c\n', MIB / 4],
    ["quotes only", '"', 2 * MIB],
    ["quotes that are always escaped", '""""\n', MIB / 2],
    ["white space before quotes", ` ${" ".repeat(1000)}"x`, 2 * 1024],
    ["white space", " ", 2 * MIB],
    ["separators only", ",", 2 * MIB],
    ["carriage returns", "\r", 2 * MIB],
    ["names in a line that does not end", "email,", MIB / 2],
    ["one name again and again", "Titre,", MIB / 2],
    ["combining marks", "e\u0301\u0301\u0301", MIB / 2],
  ])("%s, at its beginning", async (_, text, count) => {
    const bytes = utf8(text.repeat(sized(count)))
    await problemsOf(bytes).catch(() => undefined)
  })

  it.each([
    ["lines that each open a quote", '"a\n', sized(MIB / 2)],
    ["rows that are torn by the next one", 'x@example.org,"a\n"b"c\n', sized(MIB / 8)],
    [
      "a quote that is never closed, before many rows",
      `x@example.org,"a\n${"x@example.org,b\n".repeat(1000)}`,
      sized(96),
    ],
    ["rows in a quoted cell", `"${"x@example.org\n".repeat(sized(72_000))}",a\n`, 3],
    ["cells that are not there in the header", `x@example.org${",".repeat(sized(1_000_000))}\n`, 3],
    ["white space before quotes", `${" ".repeat(sized(100_000))}"x`, 30],
    ["marks that go with each other", `x@example.org,${"e\u0301".repeat(sized(100_000))}\n`, 3],
    ["apostrophes", `x@example.org,${"'".repeat(sized(500_000))}\n`, 3],
    ["words", `x@example.org,${"a ".repeat(sized(500_000))}\n`, 3],
  ])("%s, in its rows", async (_, text, count) => {
    const { contacts } = await readPieces([utf8("email,Full Name,bulk-contacts problem\n"), ...repeat(text, count)])
    assert.isAbove(contacts.length, 0)
  })
})

describe("limits", () => {
  it("are on the rows that are held at once, even if a quote that never closes becomes all of them", async () => {
    const bytes = utf8(`email\nada@example.com\n"${"a\n".repeat(MAX_LINE_CHARACTERS / 2)}`)
    const largest = (rows: Stream.Stream<unknown, unknown>) => {
      const most = Stream.runFold(
        Stream.chunks(rows),
        () => 0,
        (max, held) => Math.max(max, held.length),
      )
      return Effect.runPromise(most)
    }
    assert.strictEqual(await largest(readCsv(Stream.make(bytes))), BATCH_ROWS)
    assert.strictEqual(await largest(readRows(Stream.make(bytes))), BATCH_ROWS)
  })

  it("are on the number of columns", async () => {
    const [problem] = await problemsOf(`email${",x".repeat(MAX_COLUMNS)}\n`)
    assert.strictEqual(problem?.code, "too_many_values")
    const { contacts } = await readText(`email${",x".repeat(MAX_COLUMNS - 1)}\na@example.org\n`)
    assert.lengthOf(contacts, 1)
  })

  it("are on what comes before the header", async () => {
    const [problem] = await problemsOf(`${"x".repeat(2 * MIB)}\nemail\na@example.org\n`)
    assert.strictEqual(problem?.code, "header_not_found")
    const [blank] = await problemsOf(`${"\n".repeat(2 * MIB)}email\na@example.org\n`)
    assert.strictEqual(blank?.code, "header_not_found")
  })

  it("let one name be in every column", async () => {
    const rows = Array.from({ length: 30 }, () => `a@example.org${",x".repeat(MAX_COLUMNS - 1)}`)
    const { contacts } = await readText(`email${",Titre".repeat(MAX_COLUMNS - 1)}\n${rows.join("\n")}\n`, {
      keepRest: true,
    })
    const [first] = contacts
    assert.lengthOf(contacts, 30)
    assert.lengthOf(Object.keys((first as any).contact.metadata), MAX_COLUMNS - 1)
  })
})

describe("a file without contacts", () => {
  it("is empty, whether it has a header or not", async () => {
    for (const text of ["", "\n", "\uFEFF", " \n\u00a0\n", "email", "email\r\n", "sep=;\nemail\n\n", ",,\n", ";\n;;"]) {
      assert.deepStrictEqual((await readText(text)).contacts, [], JSON.stringify(text))
    }
  })
})
