import { chmodSync, cpSync, existsSync, globSync } from "node:fs"
import { mkdtemp, rename, rm } from "node:fs/promises"
import { join } from "node:path"
import { PgliteStore } from "@bulk-contacts/adapter-pg/pglite"
import { Effect } from "effect"
import { inject } from "vitest"
import { scratch } from "./scratch.ts"

/** A new directory. It is deleted when the scope closes. */
export const temporaryDirectory = Effect.acquireRelease(
  Effect.promise(() => mkdtemp(join(scratch, "bulk-contacts-data-"))),
  (directory) => Effect.promise(() => rm(directory, { recursive: true, force: true })),
)

/** Makes `directory` a data directory of the embedded database that has the schema and no rows. */
export const copyMigratedDirectory = async (directory: string): Promise<void> => {
  const template = await makeTemplate()
  // There are a thousand files: asynchronously, this takes five times as long.
  cpSync(template, directory, { recursive: true })
  // The copy of a directory has the usual permissions, which the store would remove with a warning.
  for (const path of globSync("postgres/{,**/}", { cwd: directory })) chmodSync(join(directory, path), 0o700)
}

/** A new data directory of the embedded database that has the schema. It is deleted when the scope closes. */
export const migratedDirectory = Effect.tap(temporaryDirectory, (directory) =>
  Effect.promise(() => copyMigratedDirectory(directory)),
)

/** The first test that needs the template makes it: to initialize a database takes seconds, to copy it does not. */
const makeTemplate = async (): Promise<string> => {
  const directory = inject("temporaryDirectory")
  const template = join(directory, "template")
  if (existsSync(template)) return template
  // Nothing is there yet, as when somebody starts for the first time.
  const dataDir = join(directory, "unfinished", crypto.randomUUID())
  await Effect.runPromise(Effect.provide(Effect.void, PgliteStore.layer({ dataDir })))
  // Another worker may have been faster. Its template is as good.
  await rename(dataDir, template).catch(() => {})
  return template
}
