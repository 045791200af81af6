import { PostgresStore } from "@bulk-contacts/adapter-pg"
import { layerConnection, migratedDatabase } from "@bulk-contacts/test-support/databases"
import { migratedDirectory } from "@bulk-contacts/test-support/directories"
import { Effect, Layer, Redacted } from "effect"
import { layerPortsMigrated } from "../../src/layerPorts.ts"
import { layerPgliteClient } from "../../src/pglite/layerPgliteClient.ts"
import { layerFixture } from "./layerFixture.ts"

/** The store on the database of the URL, and the fixture and a client on another connection. */
export const layerPostgresAt = (url: string) =>
  layerFixture.pipe(
    Layer.provideMerge(layerConnection(url)),
    Layer.provideMerge(PostgresStore.layer({ url: Redacted.make(url) })),
  )

/** The store on a new database. */
export const layerPostgres = Layer.unwrap(Effect.map(migratedDatabase, layerPostgresAt))

/** The embedded store in a directory, and the fixture and a client on its only connection. */
const layerPgliteAt = (dataDir: string) =>
  layerFixture.pipe(Layer.provideMerge(layerPortsMigrated()), Layer.provideMerge(layerPgliteClient({ dataDir })))

/** The embedded store in a new directory. */
export const layerPglite = Layer.unwrap(Effect.map(migratedDirectory, layerPgliteAt))
