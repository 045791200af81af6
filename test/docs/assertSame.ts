import { assert } from "vitest"

const anyUuid = /[0-9a-f]{8}-(…|[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/g
const uuid = new RegExp(`^${anyUuid.source}$`)

/** What is another each time, by its property: the only values that may differ, and what they must look like. */
const varying: Readonly<Record<string, RegExp>> = {
  id: uuid,
  requestId: uuid,
  timestamp: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
  milliseconds: /^\d+(\.\d+)?$/,
  fiberId: /^#\d+$/,
}

const hideVarying = (key: string, value: unknown): unknown =>
  varying[key]?.test(String(value)) ? `some ${key}` : value

const normalize = (json: string): string => JSON.stringify(JSON.parse(json), hideVarying, 2)

/** The same properties with the same values, in the same order; only white space is free. */
export const assertSameJson = (answer: string, shown: string): void => {
  assert.isNotEmpty(answer, "nothing above this block prints JSON")
  assert.strictEqual(normalize(answer), normalize(shown))
}

/** npm's title of a script, and the progress of an import, which a terminal erases. */
const unshown = /^> .*$|^\S+: \d+%, .*$/

/** As lists show it. */
const anyTime = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g

const anyServer = /http:\/\/(localhost|127\.0\.0\.1):\d+/g

/** The same lines, but for empty ones, and for ids, times and servers in them. */
export const assertSameText = (printed: string, shown: string): void => {
  const linesOf = (text: string) =>
    text
      .replaceAll(anyUuid, "some id")
      .replaceAll(anyTime, "some time")
      .replaceAll(anyServer, "some server")
      .split(/\r?\n/)
      .filter((line) => line !== "" && !unshown.test(line))
  assert.deepStrictEqual(linesOf(printed), linesOf(shown))
}
