import { execFile } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { promisify } from "node:util"
import type { PackedPackage } from "./startRegistry.ts"

const root = join(import.meta.dirname, "../../..")

/** Packs the packages that the hosts install, with what these depend on. They must have been built. */
export const packPackages = async (directory: string): Promise<ReadonlyArray<PackedPackage>> => {
  const folders = ["core", "testing", "adapter-memory", "adapter-pg", "adapter-sql", "adapter-http"]
  const workspaces = folders.map((folder) => `--workspace=packages/${folder}`)
  await promisify(execFile)("npm", ["pack", "--pack-destination", directory, ...workspaces], { cwd: root })
  return folders.map((folder) => {
    const manifest = JSON.parse(readFileSync(join(root, "packages", folder, "package.json"), "utf8"))
    const file = `${manifest.name.replace("@", "").replace("/", "-")}-${manifest.version}.tgz`
    return { manifest, tarball: join(directory, file) }
  })
}
