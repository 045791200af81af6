import { writeFileSync } from "node:fs"
import { dirname, join } from "node:path"

/**
 * Writes a program that runs another one, and returns its path. Its processes live for a second or two: V8 keeps what it has
 * compiled for the next one, and does not optimize the embedded database, which is half of the CPU time of its start.
 */
export const quickStart = (program: string): string => {
  const directory = dirname(program)
  const file = join(directory, "start.js")
  writeFileSync(
    file,
    `import { enableCompileCache } from "node:module"
import { setFlagsFromString } from "node:v8"
for (const flag of ["--no-wasm-tier-up", "--no-wasm-dynamic-tiering"]) setFlagsFromString(flag)
enableCompileCache(${JSON.stringify(join(directory, "compiled"))})
await import(${JSON.stringify(program)})
`,
  )
  return file
}
