import { cpSync, mkdirSync, symlinkSync } from "node:fs"
import { join } from "node:path"
import { build } from "esbuild"

const root = join(import.meta.dirname, "../..")

/**
 * Bundles the sources of the command line in a directory, and returns the path of the program. A process of it starts in a
 * third of the time that its hundreds of modules take. What it reads beside them is where it looks for it.
 */
export const bundleCli = async (directory: string): Promise<string> => {
  const program = join(directory, "cli/bundle")
  mkdirSync(program, { recursive: true })
  cpSync(join(root, "packages/cli/package.json"), join(directory, "cli/package.json"))
  symlinkSync(join(root, "packages/adapter-pg/template"), join(directory, "template"))
  symlinkSync(join(root, "node_modules"), join(directory, "node_modules"))
  await build({
    entryPoints: { program: join(root, "packages/cli/src/main.ts") },
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    conditions: ["@bulk-contacts/source"],
    // The first two read files beside their modules. esbuild gives the names of a CommonJS module to nobody who imports all.
    external: ["@electric-sql/pglite", "@bulk-contacts/import-page", "undici"],
    banner: {
      js: 'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);',
    },
    outdir: program,
    logLevel: "error",
  })
  return join(program, "program.js")
}
