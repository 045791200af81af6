import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { layerPostgresClient } from "../connection/PostgresClient.ts"
import { createDatabase } from "./createDatabase.ts"
import { DataDirectoryUnusable, openDataDirectory } from "./DataDirectory.ts"
import { Engine } from "./Engine.ts"
import { EngineSupervisor } from "./EngineSupervisor.ts"
import { PgliteSocket } from "./PgliteSocket.ts"
import { SocketServer } from "./SocketServer.ts"
import { startEngine } from "./startEngine.ts"

/** Where the embedded database is kept. */
export interface PgliteOptions {
  /** Directory of the database, created if it does not exist. Default: the database is in memory. */
  readonly dataDir?: string
  /**
   * The schema of the tables. Default: that of the tables which the directory already has; `bulk_contacts` if it has none.
   */
  readonly schema?: string
  /**
   * Whether to log PostgreSQL's messages at debug level. They may quote any value of a row. Errors and spans never contain
   * them. Default: false.
   */
  readonly logMessages?: boolean
  /**
   * Whether other processes of the same user can use the database meanwhile, with `layerOfServer`: through a Unix socket in
   * `dataDir` (Windows: a named pipe) that only its owner may open. Default: false.
   */
  readonly isShared?: boolean
}

/** A client of an engine in this process, on the engine's single connection. */
export const layerPgliteClient = ({ dataDir, schema, logMessages = false, isShared = false }: PgliteOptions) =>
  Layer.unwrap(
    Effect.map(dataDir === undefined ? engineInMemory : engineInDirectory(dataDir, schema, isShared), (supervisor) =>
      layerPostgresClient({
        url: Redacted.make("postgres://postgres@localhost/postgres"),
        stream: () => new PgliteSocket(supervisor),
        maxConnections: 1,
        logMessages,
        applicationName: "bulk-contacts",
      }),
    ),
  )

const supervise = (start: () => Promise<Engine>) =>
  Effect.acquireRelease(
    Effect.tryPromise({ try: () => EngineSupervisor.start(start), catch: (cause) => cause }),
    (supervisor) => Effect.promise(() => supervisor.close()),
  )

const engineInMemory = Effect.orDie(supervise(() => Engine.start({})))

const engineInDirectory = Effect.fnUntraced(function* (dataDir: string, schema: string | undefined, isShared: boolean) {
  const database = yield* openDataDirectory(dataDir, (directory) => createDatabase(directory, schema))
  const supervisor = yield* Effect.mapError(
    supervise(() => startEngine(database)),
    (cause) => new DataDirectoryUnusable({ directory: dataDir, cause }),
  )
  if (isShared) yield* share(dataDir, supervisor)
  return supervisor
})

const share = (dataDir: string, supervisor: EngineSupervisor) =>
  Effect.acquireRelease(
    Effect.tryPromise(() => SocketServer.listen(dataDir, supervisor)),
    (server) => Effect.promise(() => server.close()),
  ).pipe(
    // Some file systems have no sockets.
    Effect.catch(({ cause }) =>
      Effect.logWarning("Commands cannot use the database while this process runs: no socket in its directory", cause),
    ),
  )
