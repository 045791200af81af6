import { spawnSync } from "node:child_process"
import { assert, it } from "vitest"
import { assertPartOf } from "./assertPartOf.ts"
import { blocksOf, pagesOf, read } from "./blocks.ts"
import { rules } from "./rules.ts"
import { Terminal } from "./terminal.ts"

type Environment = Readonly<Record<string, string>>

const hasCurl = spawnSync("curl", ["--fail-with-body", "--version"]).status === 0

/** Tests the pages that the patterns name. */
export const testPages = (patterns: ReadonlyArray<string>, environment: Environment = {}): void => {
  for (const page of pagesOf(patterns)) {
    const test = it.skipIf(!hasCurl && read(page).includes("curl "))
    test(`every block of ${page} does what it says`, () => runPage(page, environment))
  }
}

/** Runs every block of a page, in order, and compares what the page shows of their output. */
const runPage = async (page: string, environment: Environment): Promise<void> => {
  const blocks = blocksOf(page)
  if (blocks.length === 0) return
  const terminal = await Terminal.open(environment)
  for (const [i, block] of blocks.entries()) {
    try {
      const { from, language, code } = block
      const rule = from === undefined ? rules[language] : () => assertPartOf(from, code)
      if (rule === undefined) assert.fail("nothing runs this block")
      await rule(block, terminal, blocks[i + 1])
    } catch (cause) {
      throw new Error(`${page}:${block.line}: ${cause instanceof Error ? cause.message : cause}`, { cause })
    }
  }
}
