import { spawnSync } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { assert, beforeAll, it } from "vitest"

const root = join(import.meta.dirname, "..")
const tsc = join(root, "node_modules/.bin/tsc")

/** What a declaration file and all that it reaches import from other packages. */
const packagesIn = (file: string, seen = new Set<string>()): ReadonlySet<string> => {
  assert.isTrue(existsSync(file), file)
  const packages = new Set<string>()
  for (const [, specifier = ""] of readFileSync(file, "utf8").matchAll(/(?:from|import|import\()\s*"([^"]+)"/g)) {
    if (!specifier.startsWith(".")) {
      packages.add(specifier)
      continue
    }
    const imported = join(dirname(file), specifier.replace(/\.[jt]s$/, ".d.ts"))
    if (seen.has(imported)) continue
    seen.add(imported)
    for (const name of packagesIn(imported, seen)) packages.add(name)
  }
  return packages
}

beforeAll(() => {
  const { status, stdout } = spawnSync(tsc, ["-b", "packages/adapter-memory"], { cwd: root, encoding: "utf8" })
  assert.strictEqual(status, 0, stdout)
})

it("the types of the promise API know nothing of Effect", () => {
  const entry = (name: string) => join(root, "packages", name, "dist/promise/index.d.ts")
  assert.deepStrictEqual([...packagesIn(entry("core"))], [])
  assert.deepStrictEqual([...packagesIn(entry("adapter-memory"))], ["@bulk-contacts/core/promise"])
  // Were nothing found where there is something, the two lines above would prove nothing.
  assert.include([...packagesIn(join(root, "packages/core/dist/index.d.ts"))], "effect")
})
