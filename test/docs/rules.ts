import { assert } from "vitest"
import { assertNamesExist } from "./assertNamesExist.ts"
import { assertSameJson, assertSameText } from "./assertSame.ts"
import type { Block } from "./blocks.ts"
import { drawTrace } from "./drawTrace.ts"
import { runStatements } from "./runStatements.ts"
import { CURL_REFUSED, type Terminal } from "./terminal.ts"

/** Fails where a block is not right. */
type Rule = (block: Block, terminal: Terminal, next: Block | undefined) => void | Promise<void>

/** What is done with a block, by its language. */
export const rules: Readonly<Record<string, Rule>> = {
  sh: ({ code }, terminal, next) => terminal.run(code, isRefusal(next) ? CURL_REFUSED : 0),

  /** The answer to the commands above it. */
  json: async ({ code }, terminal) => {
    // A server that was started prints how to ask it.
    const [curl] = /^ *curl .*/ms.exec(terminal.printed) ?? []
    if (curl !== undefined) await terminal.run(curl)
    assertSameJson(terminal.printed, code)
  },

  /** What the commands above it print. */
  "": ({ code }, terminal) => assertSameText(terminal.printed, code),

  /** A module. It prints what the comments behind its `console.log` say, and nothing else. */
  ts: async ({ page, code }, terminal) => {
    // packages.test.ts runs these, on what is packed.
    if (page.startsWith("packages/")) return
    await terminal.run(`cat > module.ts <<'END'\n${code}END\nnode module.ts`)
    const shown = [...code.matchAll(/console\.log\(.*\) \/\/ (.*)$/gim)].map(([, text]) => `${text}\n`)
    assert.strictEqual(terminal.printed, shown.join(""))
  },

  sql: ({ code }) => runStatements(code),

  /** A drawing: of the trace of the last request, or else of files and code. */
  text: async ({ code }, terminal) => {
    if (code.includes("└ POST ")) assert.strictEqual(drawTrace(await terminal.traces()), code)
    else assertNamesExist(code)
  },
}

/** An answer that `curl` fails for. */
const isRefusal = (block: Block | undefined): boolean =>
  block?.language === "json" && /^ *"statusCode"/m.test(block.code)
