import { execFile } from "node:child_process"
import { globSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { promisify } from "node:util"
import { assert, it } from "vitest"
import { read, root } from "./docs/blocks.ts"

const reference = join(root, "docs/reference")

it("the reference has all that can be imported", () => {
  const exported = globSync("packages/*/package.json", { cwd: root }).flatMap((manifest) => {
    const entries: ReadonlyArray<Record<string, string>> = Object.values(JSON.parse(read(manifest)).exports ?? {})
    // What has no declarations is for the tests of this repository; the import page is one value, and has no sources to describe.
    const published = entries.filter((entry) => "types" in entry && "@bulk-contacts/source" in entry)
    return published.map((entry) => join(root, dirname(manifest), entry["@bulk-contacts/source"] ?? ""))
  })
  const { entryPoints } = JSON.parse(read("docs/reference/typedoc.json"))
  assert.sameMembers(
    entryPoints.map((file: string) => join(reference, file)),
    exported,
  )
})

it("every entry point has an example, which packages.test.ts runs", () => {
  const { entryPoints } = JSON.parse(read("docs/reference/typedoc.json"))
  const withoutExample = entryPoints.filter((entry: string) => {
    const file = join(reference, entry)
    const exported = readFileSync(file, "utf8").matchAll(/ from "(\..*)"$/gm)
    return ![...exported].some(([, from = ""]) =>
      readFileSync(join(dirname(file), from), "utf8").includes(" * @example\n"),
    )
  })
  assert.deepStrictEqual(withoutExample, [])
})

// Types are checked by the project's own compiler.
it("every export has a docstring, whose links lead somewhere", () =>
  promisify(execFile)("node_modules/.bin/typedoc", ["--emit", "none", "--skipErrorChecking"], { cwd: reference }).catch(
    ({ stdout, stderr }) => assert.fail(`${stdout}${stderr}`),
  ))
