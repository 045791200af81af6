import { execFileSync } from "node:child_process"
import { join } from "node:path"

/** Builds the packages once, before any test looks at what is published of them. */
export default () => {
  const root = join(import.meta.dirname, "../..")
  execFileSync(join(root, "node_modules/.bin/tsc"), ["-b"], { cwd: root, stdio: "inherit" })
}
