import { times } from "@bulk-contacts/test-support/times"
import { assert, describe, it } from "@effect/vitest"
import fc from "fast-check"
import { scanJson } from "../src/internal/scanJson.ts"
import { parseJson } from "../src/request/parseJson.ts"
import { refusal, rejection, runs, valid } from "./support/normalization.ts"

const limits = { maxDepth: 64, maxValues: 20_000, maxNames: 20_000 }

const token = fc.constantFrom(
  ..."{}[]:,\"'\\ \t\n\r\u00A0\u0001eE+-.0123",
  '"a"',
  '"\\u00e9"',
  '"\\u12"',
  '"\\x"',
  "true",
  "fals",
  "null",
  "-0",
  "01",
  "1.",
  "1e5",
  "-",
  '{"a":',
  "[1,",
)

/** Text that is JSON, or nearly. */
const jsonLike = fc.oneof(
  fc.array(token, { maxLength: 8 }).map((tokens) => tokens.join("")),
  fc.json({ stringUnit: "binary" }),
  fc.tuple(fc.json(), fc.nat(), fc.nat(2), token).map(([json, at, removed, token]) => {
    const start = at % (json.length + 1)
    return json.slice(0, start) + token + json.slice(start + removed)
  }),
)

/** The offset at which `JSON.parse` stops, if it says so. */
const offsetOf = (text: string): number | null | undefined => {
  try {
    JSON.parse(text)
    return null
  } catch (error) {
    const message = String(error)
    const offset = /at position (\d+)/.exec(message)?.[1]
    return offset === undefined ? (message.includes("end of JSON") ? text.length : undefined) : Number(offset)
  }
}

describe("scanJson", () => {
  it("finds a flaw in what JSON.parse does not take, at the same place", () => {
    fc.assert(
      fc.property(jsonLike, (text) => {
        const flaw = scanJson(text, limits)
        const offset = offsetOf(text)
        assert.strictEqual(flaw === null, offset === null, text)
        // Inside a number, a name or an escape, V8 points further to the right.
        if (flaw !== null && typeof offset === "number" && !/[-+.\\\da-z]/i.test(text[flaw.offset] ?? "")) {
          assert.strictEqual(flaw.offset, offset, text)
        }
      }),
      { numRuns: times(1000, 10_000) },
    )
  })

  it("counts every value but keys, every level, and every name once", () => {
    const namesOf = (value: unknown): ReadonlyArray<string> =>
      typeof value === "object" && value !== null
        ? [...(Array.isArray(value) ? [] : Object.keys(value)), ...Object.values(value).flatMap(namesOf)]
        : []
    const countValues = (value: unknown): number =>
      typeof value === "object" && value !== null
        ? Object.values(value).reduce((count: number, item) => count + countValues(item), 1)
        : 1
    const countLevels = (value: unknown): number =>
      typeof value === "object" && value !== null ? 1 + Math.max(0, ...Object.values(value).map(countLevels)) : 0
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json = JSON.stringify(value)
        const [values, levels] = [countValues(value), countLevels(value)]
        const names = new Set(namesOf(value)).size
        const exact = { maxDepth: levels, maxValues: values, maxNames: names }
        assert.isNull(scanJson(json, exact))
        assert.strictEqual(scanJson(json, { ...exact, maxValues: values - 1 })?.kind, "too_many_values")
        if (levels > 0) assert.strictEqual(scanJson(json, { ...exact, maxDepth: levels - 1 })?.kind, "too_deep")
        if (names > 0) assert.strictEqual(scanJson(json, { ...exact, maxNames: names - 1 })?.kind, "too_many_names")
      }),
      runs,
    )
  })
})

describe("parseJson", () => {
  it("gives what JSON.parse gives", () => {
    fc.assert(
      fc.property(fc.json(), (text) => assert.deepStrictEqual(valid(parseJson(text, limits)), JSON.parse(text))),
      runs,
    )
  })

  it.each([
    ['{"contacts":[\n"a@example.org",\n"b@example.org",\n]}', "unexpected ] at line 4, column 1"],
    ["", "it ends at line 1, column 1"],
    ['["a', "it ends at line 1, column 4"],
    ['["a\nb"]', "unexpected U+000A at line 1, column 4"],
    ["[1]\r\n[2]", "unexpected [ at line 2, column 1"],
    ["[\r\r\n\n x]", "unexpected x at line 4, column 2"],
    ['["😀", “a”]', "unexpected U+201C (“) at line 1, column 7"],
    ["\uFEFF[]", "unexpected U+FEFF at line 1, column 1"],
    ["[\uD800]", "unexpected U+D800 at line 1, column 2"],
    [`[${"x".repeat(100_000)}]`, "unexpected x at line 1, column 2"],
  ])("names the line and the column at which %j stops being JSON", (text, where) => {
    assert.deepStrictEqual(rejection(parseJson(text, limits)), {
      code: "invalid_json",
      message: `is not valid JSON: ${where}`,
    })
  })

  it("counts lines from the text's place in its file", () => {
    assert.strictEqual(
      refusal(parseJson("[\n}", limits, { firstLine: 17 })),
      "is not valid JSON: unexpected } at line 18, column 1",
    )
  })

  it("rejects more values or levels than the limits before it builds anything", () => {
    const values = (count: number) => `[${Array.from({ length: count - 1 }, () => "{}").join()}]`
    assert.lengthOf(valid(parseJson(values(20_000), limits)) as [], 19_999)
    assert.deepStrictEqual(rejection(parseJson(values(20_001), limits)), {
      code: "too_many_values",
      message: "must have at most 20000 JSON values",
    })
    assert.deepStrictEqual(rejection(parseJson("[".repeat(5_000_000), limits)), {
      code: "too_deep",
      message: "must be at most 64 levels deep",
    })
  })

  it("takes strings of many megabytes", () => {
    for (const unit of ["a", "\\n", "\\u00e9", '",\\"', "é"]) {
      const text = `"${unit.replace('"', '\\"').repeat(600_000)}`
      assert.strictEqual(rejection(parseJson(text, limits)).code, "invalid_json")
      assert.isString(valid(parseJson(`${text}"`, limits)))
    }
  })
})
