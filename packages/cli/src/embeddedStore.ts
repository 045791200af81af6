import { existsSync } from "node:fs"
import { join } from "node:path"
import { PgliteStore } from "@bulk-contacts/adapter-pg/pglite"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { Database } from "./store.ts"

type EmbeddedSettings = PgliteStore.SharedPgliteOptions & { readonly isShared?: boolean }

/** How often a command looks again while a process uses the directory and does not share it yet. */
const ATTEMPTS = 20

/** The embedded database, through the process that serves it if there is one. */
export const openOrJoin = (settings: EmbeddedSettings, attempts = ATTEMPTS): Database =>
  Layer.unwrap(
    Effect.map(PgliteStore.isServed(settings.dataDir), (isServed) =>
      isServed
        ? PgliteStore.layerOfServer(settings)
        : Layer.catchTag(openEmbedded(settings), "DataDirectoryInUse", (error) =>
            attempts > 1 ? afterPause(openOrJoin(settings, attempts - 1)) : Layer.effectContext(Effect.fail(error)),
          ),
    ),
  )

/** A server needs a moment to start, and another command to end. */
const afterPause = (layer: Database): Database => Layer.unwrap(Effect.as(Effect.sleep("250 millis"), layer))

export const openEmbedded = (settings: EmbeddedSettings): Database =>
  Layer.provideMerge(PgliteStore.layer(settings), Layer.effectDiscard(announceCreation(settings.dataDir)))

/** The first start takes seconds. */
const announceCreation = (dataDir: string) =>
  Effect.suspend(() =>
    existsSync(join(dataDir, "postgres")) ? Effect.void : Console.error(`Creating the embedded database in ${dataDir}`),
  )
