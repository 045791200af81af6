import { existsSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { assert, it } from "vitest"

const root = join(import.meta.dirname, "..")

/** The packages from which a declaration file imports, itself or through other files of its package. */
const packagesIn = (file: string, seen = new Set<string>()): ReadonlySet<string> => {
  assert.isTrue(existsSync(file), file)
  const packages = new Set<string>()
  const code = readFileSync(file, "utf8").replaceAll(/\/\*.*?\*\//gs, "")
  for (const [, specifier = ""] of code.matchAll(/\b(?:from |import |import\()"([^"]+)"/g)) {
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

it("the types of the promise API do not depend on Effect", () => {
  const entry = (name: string) => join(root, "packages", name, "dist/promise/index.d.ts")
  assert.deepStrictEqual([...packagesIn(entry("core"))], [])
  assert.deepStrictEqual([...packagesIn(entry("adapter-memory"))], ["@bulk-contacts/core/promise"])
  // The search does find what is there.
  assert.include([...packagesIn(join(root, "packages/core/dist/index.d.ts"))], "effect/Effect")
})
