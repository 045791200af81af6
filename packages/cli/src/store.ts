import { type Administration, type Backups, Migrations, PostgresStore } from "@bulk-contacts/adapter-pg"
import type {
  ApiKeys,
  BulkCreateStreamPorts,
  ContactReader,
  IdempotencyRecords,
  ReferenceReader,
} from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { CommandFailure, rejection } from "./CommandFailure.ts"
import type { ExpectedError } from "./explain.ts"
import { demoOrganizations, seedDemo } from "./serve/demo.ts"
import type { StoreSettings } from "./settings.ts"

type Ports = ApiKeys | BulkCreateStreamPorts | ContactReader | IdempotencyRecords | ReferenceReader
export type Database = Layer.Layer<Administration | Backups | Migrations | Ports, ExpectedError>

/** The store of the server. `hasDemo`: seed it if it is empty; a PostgreSQL server is never seeded. */
export const serverStore = (settings: StoreSettings, hasDemo: boolean): Layer.Layer<Ports, ExpectedError> => {
  switch (settings.kind) {
    case "memory":
      return memoryStore(hasDemo)
    case "pglite":
      return Layer.effectDiscard(hasDemo ? seedDemo : Effect.void).pipe(
        Layer.provideMerge(embedded(({ openEmbedded }) => openEmbedded({ ...settings, isShared: true }))),
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

const openDatabase = (settings: Exclude<StoreSettings, { readonly kind: "memory" }>): Database =>
  settings.kind === "postgres" ? PostgresStore.layer(settings) : embedded(({ openOrJoin }) => openOrJoin(settings))

// Loaded when they are used: a command on PostgreSQL needs neither.

const memoryStore = (hasDemo: boolean) =>
  Layer.unwrap(
    Effect.promise(async () => {
      const { makeMemoryStore } = await import("@bulk-contacts/adapter-memory")
      const store = makeMemoryStore(...(hasDemo ? demoOrganizations : []))
      return Layer.merge(store.layer, store.layerDirectInserts)
    }),
  )

const embedded = (open: (store: typeof import("./embeddedStore.ts")) => Database): Database =>
  Layer.unwrap(Effect.promise(async () => open(await import("./embeddedStore.ts"))))
