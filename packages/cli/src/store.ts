import { existsSync } from "node:fs"
import { join } from "node:path"
import { makeMemoryStore } from "@bulk-contacts/adapter-memory"
import { type Administration, Migrations, PostgresStore } from "@bulk-contacts/adapter-pg"
import { PgliteStore } from "@bulk-contacts/adapter-pg/pglite"
import type {
  ApiKeys,
  BulkCreateStreamPorts,
  ContactReader,
  IdempotencyRecords,
  ReferenceReader,
} from "@bulk-contacts/core"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { CommandFailure, type ExpectedError, rejection } from "./CommandFailure.ts"
import { demoOrganizations, seedDemo } from "./serve/demo.ts"
import type { StoreSettings } from "./settings.ts"

type Ports = ApiKeys | BulkCreateStreamPorts | ContactReader | IdempotencyRecords | ReferenceReader
type Database = Layer.Layer<Administration | Migrations | Ports, ExpectedError>

/** The store of the server. `hasDemo`: seed it if it is empty; a PostgreSQL server is never seeded. */
export const serverStore = (settings: StoreSettings, hasDemo: boolean): Layer.Layer<Ports, ExpectedError> => {
  switch (settings.kind) {
    case "memory":
      return makeMemoryStore(...(hasDemo ? demoOrganizations : [])).layer
    case "pglite":
      return Layer.effectDiscard(hasDemo ? seedDemo : Effect.void).pipe(
        Layer.provideMerge(openEmbedded({ ...settings, isShared: true })),
      )
    case "postgres":
      return migrated(PostgresStore.layer(settings))
  }
}

/** The database that a command works on, migrated or not. */
export const database = (settings: StoreSettings): Effect.Effect<Database, CommandFailure> =>
  settings.kind === "memory"
    ? Effect.fail(rejection("STORE=memory keeps nothing after the process ends: set DATABASE_URL, or STORE=pglite"))
    : Effect.succeed(openDatabase(settings))

/** The database, if its schema is up to date. */
export const migrated = (database: Database): Database =>
  Layer.effectDiscard(requireMigrated).pipe(Layer.provideMerge(database))

/** Fails unless the schema is up to date. */
export const requireMigrated = Effect.gen(function* () {
  const { pending } = yield* Migrations
  const names = yield* pending
  if (names.length === 0) return
  return yield* new CommandFailure({ message: "the database schema is not up to date: run bulk-contacts migrate" })
})

type EmbeddedSettings = PgliteStore.SharedPgliteOptions & { readonly isShared?: boolean }

const openDatabase = (settings: Exclude<StoreSettings, { readonly kind: "memory" }>): Database =>
  settings.kind === "postgres" ? PostgresStore.layer(settings) : openOrJoin(settings)

/** How often a command looks again while a process uses the directory and does not share it yet. */
const ATTEMPTS = 20

/** The embedded database, through the process that serves it if there is one. */
const openOrJoin = (settings: EmbeddedSettings, attempts = ATTEMPTS): Database =>
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

const openEmbedded = (settings: EmbeddedSettings): Database =>
  Layer.provideMerge(PgliteStore.layer(settings), Layer.effectDiscard(announceCreation(settings.dataDir)))

/** The first start takes seconds. */
const announceCreation = (dataDir: string) =>
  Effect.suspend(() =>
    existsSync(join(dataDir, "postgres")) ? Effect.void : Console.error(`Creating the embedded database in ${dataDir}`),
  )
