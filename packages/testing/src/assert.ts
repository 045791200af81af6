import nodeAssert, { AssertionError } from "node:assert/strict"
import { inspect } from "node:util"
import { comparable } from "./comparable.ts"

/** Puts `about` before what `check` says if it fails. */
const explain = (about: string | undefined, check: () => void): void => {
  try {
    check()
  } catch (error) {
    if (about !== undefined && error instanceof AssertionError) error.message = `${about}\n${error.message}`
    throw error
  }
}

const fail = (expected: string, actual: unknown): never => {
  throw new AssertionError({ message: `Expected ${expected}, but got ${inspect(actual)}`, actual })
}

/** The assertions of the suites. They do not depend on a test runner. `about` is what the failure is about. */
export const assert = {
  strictEqual: <A>(actual: A, expected: A, about?: string) =>
    explain(about, () => nodeAssert.strictEqual(actual, expected)),
  /** Compares contents, not prototypes. */
  deepStrictEqual: <A>(actual: A, expected: A, about?: string) =>
    explain(about, () => nodeAssert.deepStrictEqual(comparable(actual), comparable(expected))),
  isTrue: (actual: unknown, about?: string) => explain(about, () => nodeAssert.strictEqual(actual, true)),
  isFalse: (actual: unknown, about?: string) => explain(about, () => nodeAssert.strictEqual(actual, false)),
  /** `actual` is one of `choices`. */
  isOneOf: <A>(actual: A, choices: ReadonlyArray<A>, about?: string) =>
    explain(about, () => {
      if (!choices.includes(actual)) fail(`one of ${inspect(choices)}`, actual)
    }),
  includes: (actual: string, part: string, about?: string) =>
    explain(about, () => {
      if (!actual.includes(part)) fail(`a text that contains ${inspect(part)}`, actual)
    }),
  match: (actual: string, pattern: RegExp, about?: string) => explain(about, () => nodeAssert.match(actual, pattern)),
}
