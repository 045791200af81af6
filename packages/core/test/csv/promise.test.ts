import { assert, describe, it } from "@effect/vitest"
import { type CsvRow, InvalidCsv, readCsv } from "../../src/promise/readCsv.ts"
import { utf8 } from "../streams/sources.ts"
import { fixture } from "./support/read.ts"

const collect = async (rows: AsyncIterable<CsvRow>) => {
  const all: Array<CsvRow> = []
  for await (const row of rows) all.push(row)
  return all
}

const failureOf = (rows: AsyncIterable<CsvRow>): Promise<InvalidCsv> =>
  collect(rows).then(
    () => assert.fail("it was read"),
    (error) => error,
  )

describe("readCsv of the promise API", () => {
  it("has the rows of a file, in pieces of any size, also those that cannot be read", async () => {
    const bytes = utf8('email,Vorname\nada@example.org,Ada\n"torn"x\nb@example.org,\n')
    for (const size of [1, 1000]) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        bytes.subarray(i * size, (i + 1) * size),
      )
      const [ada, torn, b, ...others] = await collect(readCsv(pieces))
      assert.deepStrictEqual(ada, { line: 2, contact: { email: "ada@example.org", firstName: "Ada" } })
      assert.deepStrictEqual(b, { line: 4, contact: { email: "b@example.org" } })
      assert.deepStrictEqual(others, [])
      if (torn === undefined || !("problem" in torn)) return assert.fail("it is not torn")
      assert.deepStrictEqual(
        [torn.line, Object.keys(torn.problem), torn.problem.code],
        [3, ["code", "message"], "invalid_csv"],
      )
    }
    const blob = new Blob([new Uint8Array(fixture("inputs/02b-utf16le-tab.csv"))])
    assert.lengthOf(await collect(readCsv(blob.stream())), 1)
  })

  it("throws the problems of the file as a whole, after its rows", async () => {
    const rows: Array<CsvRow> = []
    const read = async () => {
      for await (const row of readCsv([utf8("email,Firma\nada@example.org,ACME\n")])) rows.push(row)
    }
    const error: InvalidCsv = await read().then(
      () => assert.fail("it was read"),
      (failure) => failure,
    )
    assert.instanceOf(error, InvalidCsv)
    const [problem] = error.problems
    assert.deepStrictEqual([problem?.field, problem?.line, error.omitted, rows.length], ["Firma", 2, 0, 1])
    const { problems } = await failureOf(readCsv([], { separator: "ab", encoding: "x" }))
    assert.deepStrictEqual(
      problems.map(({ field }) => field),
      ["encoding", "separator"],
    )
  })
})
