import { spawnSync } from "node:child_process"
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterAll, assert, beforeAll, it } from "vitest"

const biome = join(import.meta.dirname, "../node_modules/.bin/biome")

/** What a file of each package may not import, beside what it may. */
const rules = [
  {
    package: "core",
    forbidden: [
      "effect/http",
      "effect/sql",
      "node:fs",
      "@effect/platform-node",
      "@bulk-contacts/adapter-memory",
      "ajv",
    ],
    allowed: ["effect", "libphonenumber-js", "./Text.ts"],
  },
  {
    package: "adapter-memory",
    forbidden: ["effect/http", "node:fs", "@bulk-contacts/adapter-http", "@bulk-contacts/adapter-pg", "bulk-contacts"],
    allowed: ["effect", "@bulk-contacts/core", "./state.ts"],
  },
  {
    package: "adapter-pg",
    forbidden: ["effect/http", "pg", "@effect/platform-node", "@bulk-contacts/adapter-memory", "bulk-contacts"],
    allowed: [
      "effect",
      "effect/sql",
      "@effect/sql-pg",
      "@electric-sql/pglite",
      "node:fs/promises",
      "@bulk-contacts/core",
    ],
  },
  {
    package: "adapter-http",
    forbidden: ["effect/sql", "node:http", "@effect/platform-node", "@bulk-contacts/adapter-memory", "bulk-contacts"],
    allowed: ["effect", "effect/http", "effect/http-api", "@bulk-contacts/core", "./Api.ts"],
  },
]

const root = mkdtempSync(join(tmpdir(), "imports-"))
const fileOf = (packageName: string) => `packages/${packageName}/src/probe.ts`

beforeAll(() => {
  copyFileSync(join(import.meta.dirname, "../biome.json"), join(root, "biome.json"))
  for (const { package: name } of rules) mkdirSync(dirname(join(root, fileOf(name))), { recursive: true })
})
afterAll(() => rmSync(root, { recursive: true }))

const isAllowed = (packageName: string, specifier: string): boolean => {
  writeFileSync(join(root, fileOf(packageName)), `export * from "${specifier}"\n`)
  const { status, stdout } = spawnSync(biome, ["lint", "--vcs-enabled=false", "--reporter=json", fileOf(packageName)], {
    cwd: root,
    encoding: "utf8",
  })
  const broken = JSON.parse(stdout).diagnostics.some(
    ({ category }: { category: string }) => category === "lint/style/noRestrictedImports",
  )
  assert.strictEqual(status === 0, !broken, stdout)
  return !broken
}

it.each(rules)("the lint rule keeps $package to its imports", ({ package: name, forbidden, allowed }) => {
  for (const specifier of forbidden) assert.isFalse(isAllowed(name, specifier), specifier)
  for (const specifier of allowed) assert.isTrue(isAllowed(name, specifier), specifier)
})
