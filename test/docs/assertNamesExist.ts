import { existsSync, globSync } from "node:fs"
import { join } from "node:path"
import { assert } from "vitest"
import { read, root } from "./blocks.ts"

const words = new Set(
  globSync("packages/*/src/**/*.ts", { cwd: root }).flatMap((file) => read(file).match(/\w+/g) ?? []),
)

/** A drawing names files of the repository, and words of its code. */
export const assertNamesExist = (drawing: string): void => {
  const files = drawing.match(/^(packages|examples)\S*/gm) ?? []
  const names = drawing.match(/\b\w*[a-z][A-Z]\w*/g) ?? []
  assert.isNotEmpty([...files, ...names], "this drawing names nothing that can be looked up")
  for (const file of files) assert.isTrue(existsSync(join(root, file)), `there is no ${file}`)
  for (const name of names) assert.isTrue(words.has(name), `there is no ${name} in the code`)
}
