import { execFile } from "node:child_process"
import { cp, mkdir, readdir, readFile, symlink } from "node:fs/promises"
import { basename, dirname, join } from "node:path"
import { promisify } from "node:util"
import { times } from "@bulk-contacts/test-support/times"
import { assert, it } from "vitest"
import { temporaryDirectory } from "./support/database.ts"

const run = promisify(execFile)

const root = join(import.meta.dirname, "../../..")

/** The repository as `npm ci` leaves a clone: its packages without `dist`, and its dependencies. */
const cloneUnbuilt = async (): Promise<string> => {
  const clone = await temporaryDirectory()
  await cp(join(root, "packages"), join(clone, "packages"), {
    recursive: true,
    filter: (path) => !["dist", "test", "node_modules"].includes(basename(path)),
  })
  const link = async (target: string, path: string) => {
    await mkdir(dirname(join(clone, path)), { recursive: true })
    await symlink(target, join(clone, path))
  }
  for (const name of await readdir(join(root, "node_modules"))) {
    if (name !== "@bulk-contacts") await link(join(root, "node_modules", name), join("node_modules", name))
  }
  for (const directory of ["core", "files", "adapter-memory", "adapter-pg", "adapter-http"]) {
    await link(join(clone, "packages", directory), join("node_modules/@bulk-contacts", directory))
  }
  return clone
}

const runtimes = [
  ["22.19", join(root, "test/node22/node_modules/node/bin/node")],
  ["24", join(root, "node_modules/node/bin/node")],
] as const

// The oldest version decides: what runs on it runs on the newer one. Both are tried where nobody waits.
it.each(runtimes.slice(0, times(1, runtimes.length)))(
  "a clone runs without a build on Node.js %s",
  async (_version, node) => {
    const clone = await cloneUnbuilt()
    const bin = join(clone, "packages/cli/bin/bulk-contacts.js")
    const { version } = JSON.parse(await readFile(join(clone, "packages/cli/package.json"), "utf8"))
    assert.deepStrictEqual(await run(node, [bin, "--version"]), { stdout: `${version}\n`, stderr: "" })
    assert.include((await run(node, [bin, "serve", "--help"])).stdout, "DATABASE_URL")
  },
)
