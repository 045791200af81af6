import { execFileSync } from "node:child_process"
import { existsSync, globSync, rmSync } from "node:fs"
import { join } from "node:path"

const root = join(import.meta.dirname, "../..")

/** Builds the packages once, before any test looks at what is published of them. */
export default () => {
  removeStaleFiles()
  execFileSync(join(root, "node_modules/.bin/tsc"), ["-b"], { cwd: root, stdio: "inherit" })
  buildImportPage()
}

const importPage = join(root, "packages/import-page")

const buildImportPage = (): void => {
  execFileSync("npm", ["run", "build", "--silent"], { cwd: importPage, stdio: "inherit" })
}

/** Builds the import page if nobody has: the command line serves what was built. */
export const ensureImportPage = (): void => {
  if (!existsSync(join(importPage, "dist/index.js"))) buildImportPage()
}

/**
 * Deletes what was built of sources that have been moved or deleted. The compiler leaves it, and a package would ship it. The
 * import page is one file that its own build replaces.
 */
const removeStaleFiles = (): void => {
  const exclude = ["packages/import-page/**"]
  for (const file of globSync("packages/*/dist/**/*.{js,ts,map}", { cwd: root, exclude })) {
    const source = file.replace("/dist/", "/src/").replace(/(\.d)?\.[jt]s(\.map)?$/, ".ts")
    if (!existsSync(join(root, source))) rmSync(join(root, file))
  }
}
