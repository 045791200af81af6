import { readdirSync } from "node:fs"
import { join } from "node:path"
import { temporaryDirectory } from "@bulk-contacts/test-support/directories"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { findDatabase } from "../src/pglite/findDatabase.ts"
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
})
