import { cpSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Effect } from "effect"
import { inject } from "vitest"

/** It is removed with the scope. */
export const temporaryDirectory = Effect.acquireRelease(
  Effect.promise(() => mkdtemp(join(tmpdir(), "bulk-contacts-data-"))),
  (directory) => Effect.promise(() => rm(directory, { recursive: true, force: true })),
)

/** Makes it a data directory in which the embedded database has the schema, and nothing else. */
export const copyMigratedDirectory = (directory: string): void => {
  // A thousand files, five times as fast as asynchronously.
  cpSync(inject("dataDirectoryTemplate"), directory, { recursive: true })
}

export const migratedDirectory = Effect.tap(temporaryDirectory, (directory) =>
  Effect.sync(() => copyMigratedDirectory(directory)),
)
