import { readdirSync } from "node:fs"
import { join } from "node:path"
import { temporaryDirectory } from "@bulk-contacts/test-support/directories"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import { layerPorts, layerPortsMigrated } from "../src/layerPorts.ts"
import { Migrations } from "../src/migrations/Migrations.ts"
import { findDatabase } from "../src/pglite/findDatabase.ts"
import { layerPgliteClient } from "../src/pglite/layerPgliteClient.ts"
import { readTemplate, unpackTemplate } from "../src/pglite/template.ts"
import { engineVersion } from "../template/engineVersion.ts"

describe("The template of embedded databases", () => {
  it("was made by the installed version of PGlite (after an update: npm run template)", () => {
    assert.strictEqual(readTemplate().index.pglite, engineVersion())
  })

  it.effect("is a whole database of its version, each with a secret of its own", () =>
    Effect.gen(function* () {
      const directory = yield* temporaryDirectory
      const paths = ["one", "other"].map((name) => join(directory, name))
      for (const path of paths) yield* Effect.promise(() => unpackTemplate(path))
      assert.deepStrictEqual(paths.map(findDatabase), [true, true])
      const [one, other] = paths.map((path) => readdirSync(path, { recursive: true, encoding: "utf8" }))
      assert.sameMembers(one ?? [], other ?? [])
      assert.notInclude(one ?? [], "postmaster.pid")
    }),
  )

  it.live("has every migration (after a new one: npm run template)", () =>
    Effect.gen(function* () {
      const dataDir = yield* temporaryDirectory
      const pending = Effect.flatMap(Migrations, ({ pending }) => pending)
      // A client alone does not migrate.
      const unmigrated = Layer.provide(layerPorts(), layerPgliteClient({ dataDir }))
      assert.deepStrictEqual(yield* Effect.provide(pending, unmigrated), [])
    }),
  )

  it.live("has no tables where they are to be in another schema", () =>
    Effect.gen(function* () {
      const dataDir = yield* temporaryDirectory
      const schemas = Effect.flatMap(
        SqlClient.SqlClient,
        (sql) => sql<{ readonly name: string }>`
          select nspname as name from pg_namespace join pg_class on relnamespace = pg_namespace.oid
          where relname = 'contacts'`,
      )
      const migrated = layerPortsMigrated("tenants").pipe(
        Layer.provideMerge(layerPgliteClient({ dataDir, schema: "tenants" })),
      )
      assert.deepStrictEqual(yield* Effect.provide(schemas, migrated), [{ name: "tenants" }])
    }),
  )
})
