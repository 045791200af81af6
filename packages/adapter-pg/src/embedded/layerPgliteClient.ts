import { existsSync } from "node:fs"
import { rename, rm } from "node:fs/promises"
import { PgClient } from "@effect/sql-pg"
import { PGlite } from "@electric-sql/pglite"
import { Duration, Effect, Layer } from "effect"
import { DataDirectoryUnusable, lockDataDirectory } from "./DataDirectory.ts"
import { DurableNodeFS } from "./DurableNodeFS.ts"
import { PgliteSocket } from "./PgliteSocket.ts"

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
        if (!existsSync(directory)) await initialize(directory)
        return await open(directory)
      },
      catch: (cause) => new DataDirectoryUnusable({ directory: dataDir, cause }),
    }),
  )
})

/** Whatever ends it halfway, the next start begins anew. */
const initialize = async (directory: string): Promise<void> => {
  const unfinished = `${directory}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  const engine = await open(unfinished)
  await engine.close()
  await rename(unfinished, directory)
}

const open = (directory: string): Promise<PGlite> => PGlite.create({ fs: new DurableNodeFS(directory), startParams })
