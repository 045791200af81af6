import { spawnSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
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
      "effect/http/HttpClient",
      "effect/sql/SqlClient",
      "node:fs",
      "@effect/platform-node",
      "@bulk-contacts/adapter-memory",
      "ajv",
    ],
    allowed: ["effect/Effect", "effect/encoding/Hex", "libphonenumber-js/core", "./Text.ts"],
  },
  {
    folder: "testing/src",
    forbidden: ["vitest", "@effect/vitest", "effect/testing", "node:fs", "@bulk-contacts/adapter-memory", "ajv"],
    allowed: ["effect", "fast-check", "node:assert/strict", "@bulk-contacts/core", "./assert.ts"],
  },
  {
    folder: "files/src",
    forbidden: [
      "effect/http/HttpClient",
      "node:fs",
      "node:zlib",
      "@bulk-contacts/adapter-http",
      "bulk-contacts",
      "ajv",
    ],
    allowed: ["effect/Effect", "@bulk-contacts/core", "@zip.js/zip.js", "saxes", "numfmt", "./limits.ts"],
  },
  {
    folder: "adapter-memory/src",
    forbidden: [
      "effect/http/HttpClient",
      "node:fs",
      "@bulk-contacts/adapter-http",
      "@bulk-contacts/adapter-pg",
      "bulk-contacts",
    ],
    allowed: ["effect/Effect", "@bulk-contacts/core", "./state.ts"],
  },
  {
    folder: "adapter-pg/src",
    forbidden: [
      "effect/http/HttpClient",
      "pg",
      "@effect/platform-node",
      "@electric-sql/pglite",
      "./pglite/PgliteStore.ts",
      "@bulk-contacts/adapter-memory",
      "bulk-contacts",
    ],
    allowed: [
      "effect/Effect",
      "effect/sql/SqlClient",
      "@effect/sql-pg",
      "node:fs/promises",
      "@bulk-contacts/core",
      "./ports/Accounts.ts",
    ],
  },
  {
    folder: "adapter-pg/src/pglite",
    forbidden: [
      "effect/http/HttpClient",
      "pg",
      "@effect/platform-node",
      "@bulk-contacts/adapter-memory",
      "bulk-contacts",
    ],
    allowed: [
      "effect/Effect",
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
    forbidden: ["effect/sql/SqlClient", "pg", "mysql2", "node:sqlite", "@bulk-contacts/adapter-pg", "bulk-contacts"],
    allowed: ["effect/Effect", "@bulk-contacts/core", "@bulk-contacts/core/promise", "./SqlRunner.ts"],
  },
  {
    folder: "adapter-http/src",
    forbidden: [
      "effect/sql/SqlClient",
      "node:http",
      "@effect/platform-node",
      "@bulk-contacts/adapter-memory",
      "bulk-contacts",
    ],
    allowed: [
      "effect/Effect",
      "effect/http/HttpClient",
      "effect/http-api/HttpApi",
      "@bulk-contacts/core",
      "./routes.ts",
    ],
  },
  {
    folder: "adapter-http/src/api",
    forbidden: [
      "../settings.ts",
      "../middleware/requestId.ts",
      "../body/bodyJson.ts",
      "effect/persistence/RateLimiter",
      "node:http",
    ],
    allowed: [
      "effect/Effect",
      "effect/http/HttpClient",
      "effect/http-api/HttpApi",
      "@bulk-contacts/core",
      "./errors.ts",
      "./openApi/examples.ts",
    ],
  },
  {
    folder: "adapter-http/src/api/openApi",
    forbidden: ["../../settings.ts", "../errors.ts", "effect/persistence/RateLimiter"],
    allowed: ["effect/http-api/HttpApi", "./examples.ts"],
  },
  {
    folder: "adapter-http/src/client",
    forbidden: [
      "../settings.ts",
      "../routes.ts",
      "../middleware/requestId.ts",
      "../web/index.ts",
      "effect/http-api/HttpApi",
    ],
    allowed: ["effect/Duration", "effect/crypto/SecureRandom", "../api/paths.ts", "./clientErrors.ts"],
  },
  {
    folder: "adapter-http/src/client/effect",
    forbidden: [
      "../../settings.ts",
      "../../middleware/requestId.ts",
      "../../web/index.ts",
      "../fetch/callServer.ts",
      "effect/observability/Otlp",
    ],
    allowed: [
      "effect/Effect",
      "effect/http/HttpClient",
      "effect/http-api/HttpApi",
      "../../api/Api.ts",
      "../clientErrors.ts",
      "./retryTransient.ts",
    ],
  },
  {
    folder: "adapter-http/src/client/fetch",
    forbidden: [
      "../../settings.ts",
      "../../web/index.ts",
      "../effect/sendRequest.ts",
      "effect/Effect",
      "effect/Schema",
      "effect/http/HttpClient",
    ],
    allowed: ["effect/Duration", "../../api/paths.ts", "../clientErrors.ts", "./callServer.ts"],
  },
].map((rule) => ({ ...rule, folder: `packages/${rule.folder}` }))

interface Report {
  readonly diagnostics: ReadonlyArray<{ readonly category: string; readonly location: { readonly path: string } }>
  readonly summary: { readonly errors: number }
}

const root = mkdtempSync(join(tmpdir(), "imports-"))
const fileOf = (folder: string, specifier: string) => `${folder}/probe-${encodeURIComponent(specifier)}.ts`
const rejected = new Set<string>()

beforeAll(() => {
  for (const file of ["biome.json", "biome"])
    cpSync(join(import.meta.dirname, "..", file), join(root, file), { recursive: true })
  for (const { folder, forbidden, allowed } of rules) {
    mkdirSync(join(root, folder), { recursive: true })
    for (const specifier of [...forbidden, ...allowed])
      writeFileSync(join(root, fileOf(folder, specifier)), `export * from "${specifier}"\n`)
  }
  const options = ["--vcs-enabled=false", "--reporter=json", "--max-diagnostics=none"]
  const { stdout } = spawnSync(biome, ["lint", ...options, "."], { cwd: root, encoding: "utf8" })
  const { diagnostics, summary }: Report = JSON.parse(stdout)
  const expected = diagnostics.filter(({ category }) => ["plugin", "lint/style/noRestrictedImports"].includes(category))
  for (const { location } of expected) rejected.add(location.path)
  assert.strictEqual(summary.errors, expected.length, stdout)
})
afterAll(() => rmSync(root, { recursive: true }))

it.each(rules)("the lint rule restricts what $folder imports", ({ folder, forbidden, allowed }) => {
  for (const specifier of forbidden) assert.isTrue(rejected.has(fileOf(folder, specifier)), specifier)
  for (const specifier of allowed) assert.isFalse(rejected.has(fileOf(folder, specifier)), specifier)
})
