import { PostgresStore } from "@bulk-contacts/adapter-pg"
import { layerConnection, migratedDatabase } from "@bulk-contacts/test-support/databases"
import { migratedDirectory } from "@bulk-contacts/test-support/directories"
import { Effect, Layer, Redacted } from "effect"
import { layerPortsMigrated } from "../../src/layerPorts.ts"
import { layerPgliteClient } from "../../src/pglite/layerPgliteClient.ts"
import { layerFixture } from "./layerFixture.ts"

/** The store on the database with this URL, and the fixture on a separate connection. */
export const layerPostgresAt = (url: string) =>
  layerFixture.pipe(
    Layer.provide(layerConnection(url)),
    Layer.provideMerge(PostgresStore.layer({ url: Redacted.make(url) })),
  )

/** The store on a new database of the tests' server. */
export const layerPostgres = Layer.unwrap(Effect.map(migratedDatabase, layerPostgresAt))

/** The store on a new engine, in this directory or in memory, and the fixture on the same connection. */
export const layerPgliteAt = (dataDir?: string) =>
  layerFixture.pipe(
    Layer.provideMerge(layerPortsMigrated),
    Layer.provideMerge(layerPgliteClient({ ...(dataDir !== undefined && { dataDir }) })),
  )

/** The store on an engine in a new directory. */
export const layerPglite = Layer.unwrap(Effect.map(migratedDirectory, layerPgliteAt))
