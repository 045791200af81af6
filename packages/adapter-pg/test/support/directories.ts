import { cp, mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Effect } from "effect"
import { inject } from "vitest"

/** It is removed with the scope. */
export const temporaryDirectory = Effect.acquireRelease(
  Effect.promise(() => mkdtemp(join(tmpdir(), "bulk-contacts-data-"))),
  (directory) => Effect.promise(() => rm(directory, { recursive: true, force: true })),
)

/** A data directory in which the embedded database has the schema, and nothing else. */
export const migratedDirectory = Effect.tap(temporaryDirectory, (directory) =>
  Effect.promise(() => cp(inject("dataDirectoryTemplate"), directory, { recursive: true })),
)
