import { readFile } from "node:fs/promises"
import { assert, it } from "@effect/vitest"
import { problemCodes } from "../src/domain/ProblemCode.ts"

it("every problem code is documented, with its meaning", async () => {
  const page = await readFile(new URL("../../../docs/http.md", import.meta.url), "utf8")
  const [, table = ""] = page.split("| `code` | meaning |\n| --- | --- |\n")
  const documented = table.split("\n\n")[0]?.trim().split("\n")
  assert.deepStrictEqual(
    documented,
    Object.entries(problemCodes).map(([code, meaning]) => `| \`${code}\` | ${meaning} |`),
  )
})
