import { existsSync } from "node:fs"
import { PgClient } from "@effect/sql-pg"
import { PGlite } from "@electric-sql/pglite"
import { Duration, Effect, Layer } from "effect"
import { DataDirectoryUnusable, lockDataDirectory } from "./DataDirectory.ts"
import { DurableNodeFS } from "./DurableNodeFS.ts"
import { initializeDirectory } from "./initializeDirectory.ts"
import { PgliteSocket } from "./PgliteSocket.ts"

/** Where the embedded database is kept. */
export interface PgliteOptions {
  /** Directory of the database, created if it does not exist. Default: the database is in memory. */
  readonly dataDir?: string
}

/** A client of an engine in this process, on the engine's single connection. */
export const layerPgliteClient = ({ dataDir }: PgliteOptions) =>
  Layer.unwrap(
    Effect.map(dataDir === undefined ? engineInMemory : engineInDirectory(dataDir), (engine) =>
      PgClient.layer({
        stream: () => new PgliteSocket(engine),
        username: "postgres",
        database: "postgres",
        maxConnections: 1,
        idleTimeout: Duration.infinity,
      }).pipe(Layer.orDie),
    ),
  )

const scoped = <E>(open: Effect.Effect<PGlite, E>) =>
  Effect.acquireRelease(open, (engine) => Effect.promise(() => engine.close()))

const engineInMemory = scoped(Effect.promise(() => PGlite.create()))

/** The engine's default parameters without `-F`, which turns off `fsync`. */
const startParams = [...PGlite.defaultStartParams.filter((param) => param !== "-F"), "-c", "wal_sync_method=fsync"]

const engineInDirectory = Effect.fnUntraced(function* (dataDir: string) {
  const directory = yield* lockDataDirectory(dataDir)
  return yield* scoped(
    Effect.tryPromise({
      try: async () => {
        if (!existsSync(directory)) await initializeDirectory(directory, initialize)
        return await open(directory)
      },
      catch: (cause) => new DataDirectoryUnusable({ directory: dataDir, cause }),
    }),
  )
})

const initialize = async (directory: string): Promise<void> => {
  const engine = await open(directory)
  await engine.close()
}

const open = (directory: string): Promise<PGlite> => PGlite.create({ fs: new DurableNodeFS(directory), startParams })
