import { assert } from "vitest"
import { read } from "./blocks.ts"

/** Files whose code the tests run. */
const tested = /^(README\.md$|(packages\/[\w-]+\/)?test\/|examples\/)/

const withoutIndent = (text: string): string => text.replace(/^ +/gm, "")

/** Code is part of a file, but for its indent. */
export const assertPartOf = (file: string, code: string): void => {
  assert.match(file, tested, "no test runs this file")
  assert.include(withoutIndent(read(file)), withoutIndent(code))
}
