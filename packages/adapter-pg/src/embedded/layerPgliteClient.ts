import { existsSync } from "node:fs"
import { PgClient } from "@effect/sql-pg"
import { PGlite } from "@electric-sql/pglite"
import { Duration, Effect, Layer } from "effect"
import { DataDirectoryUnusable, lockDataDirectory } from "./DataDirectory.ts"
import { DurableNodeFS } from "./DurableNodeFS.ts"
import { initializeDirectory } from "./initializeDirectory.ts"
import { PgliteSocket } from "./PgliteSocket.ts"

/** Where the embedded database is. */
export interface PgliteOptions {
  /** Where the database lives; it is created if need be. Without one it lives in memory, and is gone with the process. */
  readonly dataDir?: string
}

/** A client of an engine in this process, which has one connection. */
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

/** What the engine starts with by default, but for its `-F`, which switches off `fsync`. */
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

const initialize = async (place: string): Promise<void> => {
  const engine = await open(place)
  await engine.close()
}

const open = (directory: string): Promise<PGlite> => PGlite.create({ fs: new DurableNodeFS(directory), startParams })
