import { cpSync, globSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Host } from "../hosts.ts"

const projects = join(import.meta.dirname, "../projects")

/** Where package managers find what is not ours. */
export interface Registries {
  /** Of the packages under test. */
  readonly ours: string
  /** Of everything else. */
  readonly theirs: string
}

/** Makes the project of a host in a new directory, before anything is installed. */
export const prepareHost = ({ files, manifest, extensionless }: Host, { ours, theirs }: Registries): string => {
  const directory = mkdtempSync(join(tmpdir(), "host-"))
  if (manifest !== undefined) writeFileSync(join(directory, "package.json"), JSON.stringify(manifest))
  for (const folder of files) cpSync(join(projects, folder), directory, { recursive: true })
  if (extensionless) removeExtensions(directory)
  writeFileSync(join(directory, ".npmrc"), `registry=${theirs}\n@bulk-contacts:registry=${ours}\n`)
  writeFileSync(
    join(directory, ".yarnrc.yml"),
    [
      `npmRegistryServer: "${theirs}"`,
      `npmScopes: { bulk-contacts: { npmRegistryServer: "${ours}" } }`,
      "unsafeHttpWhitelist: [127.0.0.1]",
      "enableTelemetry: false",
      // It does not take what was published a moment ago.
      'npmPreapprovedPackages: ["@bulk-contacts/*"]',
    ].join("\n"),
  )
  return directory
}

/** CommonJS as people write it: Jest does not find the TypeScript module of an import that ends in `.js`. */
const removeExtensions = (directory: string): void => {
  for (const file of globSync("src/**/*.ts", { cwd: directory })) {
    const path = join(directory, file)
    writeFileSync(path, readFileSync(path, "utf8").replaceAll(/(from "\.[^"]*)\.js"/g, '$1"'))
  }
}
