import { makeMemoryStore } from "@bulk-contacts/adapter-memory"
import { type Administration, Migrations, PostgresStore } from "@bulk-contacts/adapter-pg"
import { PgliteStore } from "@bulk-contacts/adapter-pg/pglite"
import type { ApiKeys, BulkCreateStreamPorts, IdempotencyRecords } from "@bulk-contacts/core"
import { Effect, Layer } from "effect"
import { CommandFailure, type ExpectedError, rejection } from "./CommandFailure.ts"
import { demoOrganizations, seedDemo } from "./serve/demo.ts"
import type { StoreSettings } from "./settings.ts"

type ServerStore = Layer.Layer<ApiKeys | BulkCreateStreamPorts | IdempotencyRecords, ExpectedError>
type Database = Layer.Layer<Administration | Migrations, ExpectedError>

/** The store of the server. `hasDemo`: seed it with the demo organizations if it is empty; a PostgreSQL server is never seeded. */
export const serverStore = (settings: StoreSettings, hasDemo: boolean): ServerStore => {
  switch (settings.kind) {
    case "memory":
      return makeMemoryStore(...(hasDemo ? demoOrganizations : [])).layer
    case "pglite":
      return Layer.effectDiscard(hasDemo ? seedDemo : Effect.void).pipe(
        Layer.provideMerge(PgliteStore.layer({ dataDir: settings.dataDir })),
      )
    case "postgres":
      return Layer.effectDiscard(requireMigrated).pipe(Layer.provideMerge(PostgresStore.layer({ url: settings.url })))
  }
}

const requireMigrated = Effect.gen(function* () {
  const { pending } = yield* Migrations
  const names = yield* pending
  if (names.length === 0) return
  return yield* new CommandFailure({ message: "the database schema is not up to date: run bulk-contacts migrate" })
})

/** The database that a command administers. */
export const database = (settings: StoreSettings): Effect.Effect<Database, CommandFailure> => {
  switch (settings.kind) {
    case "postgres":
      return Effect.succeed(PostgresStore.layer({ url: settings.url }))
    case "pglite":
      return Effect.succeed(PgliteStore.layer({ dataDir: settings.dataDir }))
    case "memory":
      return Effect.fail(
        rejection("STORE=memory keeps nothing after the process ends: set DATABASE_URL, or STORE=pglite"),
      )
  }
}
