import { spawnSync } from "node:child_process"
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, beforeAll, it } from "vitest"

const biome = join(import.meta.dirname, "../node_modules/.bin/biome")

/** What the files of a folder must not import, and what they may. */
const rules = [
  {
    folder: "core/src",
    forbidden: [
      "effect",
      "effect/encoding",
      "effect/http",
      "effect/http/HttpClient",
      "effect/sql",
      "node:fs",
      "@effect/platform-node",
      "@bulk-contacts/adapter-memory",
      "ajv",
    ],
    allowed: ["effect/Effect", "effect/encoding/Hex", "libphonenumber-js", "./Text.ts"],
  },
  {
    folder: "testing/src",
    forbidden: ["vitest", "@effect/vitest", "effect/testing", "node:fs", "@bulk-contacts/adapter-memory", "ajv"],
    allowed: ["effect", "fast-check", "node:assert/strict", "@bulk-contacts/core", "./assert.ts"],
  },
  {
    folder: "files/src",
    forbidden: ["effect/http", "node:fs", "node:zlib", "@bulk-contacts/adapter-http", "bulk-contacts", "ajv"],
    allowed: ["effect", "@bulk-contacts/core", "@zip.js/zip.js", "saxes", "numfmt", "./limits.ts"],
  },
  {
    folder: "adapter-memory/src",
    forbidden: ["effect/http", "node:fs", "@bulk-contacts/adapter-http", "@bulk-contacts/adapter-pg", "bulk-contacts"],
    allowed: ["effect", "@bulk-contacts/core", "./state.ts"],
  },
  {
    folder: "adapter-pg/src",
    forbidden: [
      "effect/http",
      "pg",
      "@effect/platform-node",
      "@electric-sql/pglite",
      "./pglite/PgliteStore.ts",
      "@bulk-contacts/adapter-memory",
      "bulk-contacts",
    ],
    allowed: [
      "effect",
      "effect/sql",
      "@effect/sql-pg",
      "node:fs/promises",
      "@bulk-contacts/core",
      "./ports/Accounts.ts",
    ],
  },
  {
    folder: "adapter-pg/src/pglite",
    forbidden: ["effect/http", "pg", "@effect/platform-node", "@bulk-contacts/adapter-memory", "bulk-contacts"],
    allowed: [
      "effect",
      "@effect/sql-pg",
      "@electric-sql/pglite",
      "@electric-sql/pglite/nodefs",
      "node:fs",
      "@bulk-contacts/core",
      "../layerPorts.ts",
      "./DataDirectory.ts",
    ],
  },
  {
    folder: "adapter-sql/src",
    forbidden: ["effect/sql", "pg", "mysql2", "node:sqlite", "@bulk-contacts/adapter-pg", "bulk-contacts"],
    allowed: ["effect", "@bulk-contacts/core", "@bulk-contacts/core/promise", "./SqlRunner.ts"],
  },
  {
    folder: "adapter-http/src",
    forbidden: ["effect/sql", "node:http", "@effect/platform-node", "@bulk-contacts/adapter-memory", "bulk-contacts"],
    allowed: ["effect", "effect/http", "effect/http-api", "@bulk-contacts/core", "./routes.ts"],
  },
  {
    folder: "adapter-http/src/api",
    forbidden: [
      "../settings.ts",
      "../middleware/requestId.ts",
      "../body/bodyJson.ts",
      "effect/persistence",
      "node:http",
    ],
    allowed: [
      "effect",
      "effect/http",
      "effect/http-api",
      "@bulk-contacts/core",
      "./errors.ts",
      "./openApi/examples.ts",
    ],
  },
  {
    folder: "adapter-http/src/api/openApi",
    forbidden: ["../../settings.ts", "../errors.ts", "effect/persistence"],
    allowed: ["effect/http-api", "./examples.ts"],
  },
  {
    folder: "adapter-http/src/client",
    forbidden: [
      "../settings.ts",
      "../routes.ts",
      "../middleware/requestId.ts",
      "../web/index.ts",
      "effect/observability",
    ],
    allowed: ["effect", "effect/crypto", "effect/http", "effect/http-api", "../api/Api.ts", "./retryTransient.ts"],
  },
].map((rule) => ({ ...rule, folder: `packages/${rule.folder}` }))

const root = mkdtempSync(join(tmpdir(), "imports-"))
const fileOf = (folder: string, specifier: string) => `${folder}/probe-${encodeURIComponent(specifier)}.ts`
const rejected = new Set<string>()

beforeAll(() => {
  copyFileSync(join(import.meta.dirname, "../biome.json"), join(root, "biome.json"))
  for (const { folder, forbidden, allowed } of rules) {
    mkdirSync(join(root, folder), { recursive: true })
    for (const specifier of [...forbidden, ...allowed])
      writeFileSync(join(root, fileOf(folder, specifier)), `export * from "${specifier}"\n`)
  }
  const options = ["--vcs-enabled=false", "--reporter=json", "--max-diagnostics=none"]
  const { stdout } = spawnSync(biome, ["lint", ...options, "."], { cwd: root, encoding: "utf8" })
  const { diagnostics, summary } = JSON.parse(stdout)
  for (const { category, location } of diagnostics)
    if (category === "lint/style/noRestrictedImports") rejected.add(location.path)
  assert.strictEqual(summary.errors, rejected.size, stdout)
})
afterAll(() => rmSync(root, { recursive: true }))

it.each(rules)("the lint rule restricts what $folder imports", ({ folder, forbidden, allowed }) => {
  for (const specifier of forbidden) assert.isTrue(rejected.has(fileOf(folder, specifier)), specifier)
  for (const specifier of allowed) assert.isFalse(rejected.has(fileOf(folder, specifier)), specifier)
})
