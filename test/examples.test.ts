import { spawnSync } from "node:child_process"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, inject, it } from "vitest"

const root = join(import.meta.dirname, "..")
const read = (file: string): string => readFileSync(join(root, file), "utf8")

describe("npm start", () => {
  it.each(["own-tables-postgres", "own-tables-drizzle", "own-tables-sqlite"])("runs examples/%s", (name) => {
    const { status, stdout, stderr } = spawnSync("npm", ["start"], {
      cwd: join(root, "examples", name),
      encoding: "utf8",
      env: { ...process.env, DATABASE_URL: inject("postgresUrl") },
    })
    assert.include(stdout, "{ ok: true, total: 2, created: 1, skipped: 1, replayed: false }")
    assert.include(stdout, "accountIds: [ 'A999' ]")
    assert.strictEqual(status, 0, stderr)
  })
})

const withoutIndent = (text: string): string =>
  text
    .split("\n")
    .map((line) => line.trim())
    .join("\n")

/** Code of a page, and the file that the comment before it names. */
const codeBlock = /(?:<!-- from (?<file>\S+) -->\n)?```ts\n(?<code>.*?)```/gs

const pages = [
  "docs/embedding.md",
  "docs/writing-an-adapter.md",
  ...readdirSync(join(root, "examples"))
    .map((name) => `examples/${name}/README.md`)
    .filter((file) => !file.startsWith("examples/support/")),
]

describe("Code in the documentation is that of files which the tests run", () => {
  it.each(pages)("%s", (page) => {
    for (const { groups } of read(page).matchAll(codeBlock)) {
      const { file, code = "" } = groups ?? {}
      assert.isDefined(file, `No file is named before:\n${code}`)
      assert.include(withoutIndent(read(file ?? "")), withoutIndent(code))
    }
  })
})
