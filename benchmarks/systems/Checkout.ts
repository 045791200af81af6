import { execFile } from "node:child_process"
import { existsSync } from "node:fs"
import { join, resolve } from "node:path"
import { promisify } from "node:util"

const run = promisify(execFile)

/** A checkout of this project whose build output is up to date. */
export interface Checkout {
  readonly directory: string
  /** Its command line, as Node.js runs it. */
  readonly program: string
  /** The commit, marked `-dirty` if the work tree differs from it. */
  readonly revision: string
}

/** The checkout that the benchmark runs in. `npm run bench` builds it first. */
export const thisCheckout = (): Promise<Checkout> => describe(join(import.meta.dirname, "../.."))

/** Builds the checkout in `path`. Throws if that is not one, or if its dependencies are not installed. */
export const buildCheckout = async (path: string): Promise<Checkout> => {
  const directory = resolve(path)
  if (!existsSync(programOf(directory))) throw new Error(`${directory} is not a checkout of this project`)
  if (!existsSync(join(directory, "node_modules"))) throw new Error(`Run npm ci in ${directory} first`)
  await run("npm", ["run", "build"], { cwd: directory })
  return describe(directory)
}

const describe = async (directory: string): Promise<Checkout> => {
  const { stdout } = await run("git", ["-C", directory, "describe", "--always", "--dirty", "--exclude=*"])
  return { directory, program: programOf(directory), revision: stdout.trim() }
}

const programOf = (directory: string): string => join(directory, "packages/cli/bin/bulk-contacts.js")
