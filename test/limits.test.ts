import { readFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "vitest"
import * as ofValues from "../packages/core/src/domain/limits.ts"
import * as ofFiles from "../packages/files/src/limits.ts"

const page = readFileSync(join(import.meta.dirname, "../docs/security.md"), "utf8")

const numbers = (limits: object): ReadonlyArray<readonly [string, number]> =>
  Object.entries(limits).flatMap(([name, limit]) => (typeof limit === "number" ? [[name, limit]] : numbers(limit)))

const spellings = (limit: number): ReadonlyArray<string> => [
  limit.toLocaleString("en-US"),
  ...["KiB", "MiB", "GiB"].map((unit, i) => `${limit / 1024 ** (i + 1)} ${unit}`),
]

/** Not limits: how a limit is applied, and what is checked at once. */
const notShown = ["MAX_READ_BYTES", "RATIO_FROM", "SHOWN_FROM"]

describe("docs/security.md", () => {
  const limits = [...numbers(ofValues), ...numbers(ofFiles)].filter(([name]) => !notShown.includes(name))
  it.each(limits)("has %s, %d", (_name, limit) => {
    const isThere = spellings(limit).some((text) => new RegExp(`(?<![\\d,])${text}(?![\\d,]\\d)`).test(page))
    assert.isTrue(isThere, spellings(limit).join(" or "))
  })
})
