import { exec } from "node:child_process"
import { mkdirSync, symlinkSync } from "node:fs"
import { delimiter, join } from "node:path"
import { promisify } from "node:util"

const modules = join(import.meta.dirname, "../node_modules")

/** The commands of the package managers. `npm` is the one of the machine. */
const commands = {
  pnpm: "pnpm/bin/pnpm.cjs",
  yarn: "@yarnpkg/cli-dist/bin/yarn.js",
  yarn1: "yarn/bin/yarn.js",
}

/** Variables of the test runner and of npm, which a user's terminal does not have. */
const isForeign = (name: string) =>
  /^(npm_|VITEST|NODE_ENV$|NODE_OPTIONS$|CI$|TEST$|DEV$|PROD$|MODE$|INIT_CWD$)/i.test(name)

/** A shell that has the package managers. It runs a command in a directory, and returns what the command prints. */
export const makeShell = (directory: string) => {
  const bin = join(directory, "bin")
  mkdirSync(bin)
  for (const [name, file] of Object.entries(commands)) symlinkSync(join(modules, file), join(bin, name))
  // Without the commands of this repository: a project must have its own.
  const inherited = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => !folder.includes("node_modules"))
  const env = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !isForeign(name))),
    PATH: [bin, join(process.execPath, ".."), ...inherited].join(delimiter),
    NO_COLOR: "1",
    npm_config_audit: "false",
    npm_config_fund: "false",
    npm_config_prefer_offline: "true",
    npm_config_update_notifier: "false",
    // Yarn 1 keeps packages by their version, and ours have the same one in every run.
    YARN_CACHE_FOLDER: join(directory, "yarn"),
  }
  return async (command: string, cwd: string, variables: Readonly<Record<string, string>> = {}): Promise<string> => {
    const options = { cwd, env: { ...env, ...variables }, maxBuffer: 2 ** 26 }
    const { stdout, stderr } = await promisify(exec)(command, options).catch((error) => {
      throw new Error(`${command}\n${error.stdout}${error.stderr}`)
    })
    return stdout + stderr
  }
}
