import { times } from "@bulk-contacts/test-support/times"
import { assert, describe, it } from "@effect/vitest"
import fc from "fast-check"
import { RowScanner, type ScannedRow } from "../../src/csv/table/RowScanner.ts"
import { MAX_LINE_CHARACTERS } from "../../src/streams/ndjson.ts"

const scanPieces = (pieces: Iterable<string>, separator = ",", maxCells = 100): ReadonlyArray<ScannedRow> => {
  const scanner = new RowScanner(separator, maxCells)
  const rows: Array<ScannedRow> = []
  const drain = () => {
    for (let row = scanner.next(); row !== undefined; row = scanner.next()) rows.push(row)
  }
  for (const piece of pieces) {
    scanner.push(piece)
    drain()
  }
  scanner.end()
  drain()
  return rows
}

const scan = (text: string, separator = ",") => scanPieces([text], separator)

/** The cells of each row by its line, or what is wrong with it. */
const cellsOf = (text: string, separator = ",") =>
  scan(text, separator).map((row) => [row.line, "problem" in row ? row.problem.code : row.cells])

/** Text with everything that scanning is sensitive to, well-formed or not. */
const anyText = fc.string({ unit: fc.constantFrom("a", "b", ",", '"', '"', '""', "\n", "\r\n", "\r", " ", "\u00a0") })

describe("RowScanner", () => {
  it("finds the same rows wherever the text is cut", () =>
    fc.assert(
      fc.property(anyText, fc.array(fc.nat(40)), (text, cuts) => {
        const bounds = [0, ...cuts.map((cut) => Math.min(cut, text.length)).sort((a, b) => a - b), text.length]
        const pieces = bounds.slice(1).map((end, i) => text.slice(bounds[i], end))
        assert.deepStrictEqual(scanPieces(pieces), scan(text))
      }),
      { numRuns: times(2000, 5000) },
    ))

  it("finds the same of a row with an open quote, however much of a line that is too long has arrived", () => {
    const text = `a,"b"x${"y".repeat(2 * MAX_LINE_CHARACTERS)}\nc`
    const found = scan(text)
    assert.lengthOf(found, 2)
    for (const cut of [MAX_LINE_CHARACTERS + 1, MAX_LINE_CHARACTERS + 100_000]) {
      assert.deepStrictEqual(scanPieces([text.slice(0, cut), text.slice(cut)]), found)
    }
  })

  it("passes over empty lines as if they had been read", () =>
    fc.assert(
      fc.property(anyText, fc.nat(40), (text, cut) => {
        const rows: Array<ScannedRow> = []
        const scanner = new RowScanner(",", 100)
        const drain = () => {
          for (;;) {
            scanner.skipEmptyLines()
            const row = scanner.next()
            if (row === undefined) return
            rows.push(row)
          }
        }
        scanner.push(text.slice(0, cut))
        drain()
        scanner.push(text.slice(cut))
        scanner.end()
        drain()
        const isEmpty = (row: ScannedRow) => !("problem" in row) && row.cells.join() === "" && row.width === 1
        const filled = (all: ReadonlyArray<ScannedRow>) => all.filter((row) => !isEmpty(row))
        assert.deepStrictEqual(filled(rows), filled(scan(text)))
        if (!/[\r"]/.test(text)) assert.lengthOf(rows.filter(isEmpty), 0)
      }),
      { numRuns: times(2000, 5000) },
    ))

  it("has the offset and the line of the next row", () =>
    fc.assert(
      fc.property(anyText, (text) => {
        const rows = scan(text)
        const scanner = new RowScanner(",", 100)
        scanner.push(text)
        scanner.end()
        for (const i of rows.keys()) {
          const rest = new RowScanner(",", 100, scanner.line)
          rest.push(text.slice(scanner.offset))
          rest.end()
          assert.deepStrictEqual(rest.next(), rows[i])
          scanner.next()
        }
      }),
      { numRuns: 2000 },
    ))

  it.each([
    ['a,"b",c', [[1, ["a", "b", "c"]]]],
    ['"a ""b""",""""', [[1, ['a "b"', '"']]]],
    ['a , "b" ,c', [[1, ["a ", "b", "c"]]]],
    ['a\t,\u00a0"b"', [[1, ["a\t", "b"]]]],
    ['x "y",5" pipe', [[1, ['x "y"', '5" pipe']]]],
    [
      "a\rb\r\nc\n\nd",
      [
        [1, ["a"]],
        [2, ["b"]],
        [3, ["c"]],
        [4, [""]],
        [5, ["d"]],
      ],
    ],
    [
      '"a\r\nb\rc\nd",e\nf',
      [
        [1, ["a\r\nb\rc\nd", "e"]],
        [5, ["f"]],
      ],
    ],
    [
      "a,\n,b",
      [
        [1, ["a", ""]],
        [2, ["", "b"]],
      ],
    ],
    ["", []],
    ["\n", [[1, [""]]]],
  ])("divides text into rows: %j", (text, rows) => {
    assert.deepStrictEqual<unknown>(cellsOf(text), rows)
  })

  it("takes a tab as white space only if it does not separate", () => {
    assert.deepStrictEqual<unknown>(cellsOf('a\t\t"b"', "\t"), [[1, ["a", "", "b"]]])
  })

  it.each([
    ["text after a closing quote", 'a,"b"c,d'],
    ["two quoted parts in a cell", '"a" "b"'],
    ["a quote that is escaped in another way", '"a \\"b\\" c",d'],
  ])("continues on the next line after %s", (_, torn) => {
    assert.deepStrictEqual<unknown>(cellsOf(`1,2\n${torn}\n3,"4"\n`), [
      [1, ["1", "2"]],
      [2, "invalid_csv"],
      [3, ["3", "4"]],
    ])
  })

  it("continues on the line after a quote that is never closed, and names that line", () => {
    assert.deepStrictEqual<unknown>(cellsOf('1,2\n3,"4\n5,6\n7,""\n'), [
      [1, ["1", "2"]],
      [2, "invalid_csv"],
      [3, ["5", "6"]],
      [4, ["7", ""]],
    ])
    // The quote is on the second line of its row.
    assert.deepStrictEqual<unknown>(cellsOf('"1\n2","3\n4,5\n'), [
      [2, "invalid_csv"],
      [3, ["4", "5"]],
    ])
  })

  it("never hides a line after a torn one", () => {
    const line = fc.array(fc.constantFrom("a", "b c", "", 'x"y', '""', "ü"), { minLength: 1, maxLength: 4 })
    const torn = fc.constantFrom('"a"b', 'x,"a" b,c', '"never closed', 'x, "never, closed', '""x')
    const rows = fc.array(fc.oneof({ weight: 3, arbitrary: line.map((cells) => cells.join(",")) }, torn))
    fc.assert(
      fc.property(rows, (lines) => {
        const found = new Set(scan(lines.join("\n")).map((row) => row.line))
        const isTornOff = (i: number) => lines[i] === "" && i === lines.length - 1
        assert.deepStrictEqual(
          [...lines.keys()].filter((i) => !isTornOff(i)),
          [...lines.keys()].filter((i) => found.has(i + 1)),
        )
      }),
      { numRuns: 2000 },
    )
  })

  it("counts cells that are not kept only if there is something in them", () => {
    const widths = scanPieces(["a,b,c\na,b,,\na,b,, ,x"], ",", 2).map((row) => ("width" in row ? row.width : -1))
    assert.deepStrictEqual(widths, [3, 2, 3])
  })
})

describe("a line that is too long", () => {
  const quarter = "x".repeat(MAX_LINE_CHARACTERS / 4)
  const problemsByLine = (pieces: Iterable<string>) =>
    scanPieces(pieces).map((row) => [row.line, "problem" in row ? row.problem.code : row.cells.length])

  it("is named, and the next one is read", () => {
    const pieces = ["a\n", ...Array.from({ length: 12 }, () => quarter), "\nb\n", quarter.repeat(4), "\n", "c,d"]
    assert.deepStrictEqual<unknown>(problemsByLine(pieces), [
      [1, 1],
      [2, "too_long"],
      [3, 1],
      [4, 1],
      [5, 2],
    ])
  })

  it("is the line of a quote that is not closed within it", () => {
    const pieces = ['a,"b\n', ...Array.from({ length: 9 }, () => `${quarter}\n`), '"\n', "c"]
    const lines = Array.from({ length: 9 }, (_, i) => [i + 2, 1])
    // The last quote opens a cell of its own, which ends with the text.
    assert.deepStrictEqual<unknown>(problemsByLine(pieces), [
      [1, "invalid_csv"],
      ...lines,
      [11, "invalid_csv"],
      [12, 1],
    ])
  })

  it("may have any number of cells", () => {
    const row = scanPieces([`${",".repeat(1_000_000)}\na`], ",", 10)
    assert.deepStrictEqual<unknown>(
      row.map((row) => ("problem" in row ? row.problem : [row.cells.length, row.width])),
      [
        [10, 10],
        [1, 1],
      ],
    )
  })
})
