import { once } from "node:events"
import { connect, type Socket } from "node:net"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { layerPostgresClient } from "../connection/PostgresClient.ts"
import { withSocketPath } from "./socketPath.ts"

/** Connects to the process that serves the database of a data directory. Errors arrive as events. */
const connectTo = (dataDir: string): Socket => withSocketPath(dataDir, (path) => connect({ path }))

/** Whether a process serves the database of a data directory to others. */
export const isServed = (dataDir: string): Effect.Effect<boolean> =>
  Effect.promise(async () => {
    let socket: Socket | undefined
    try {
      socket = connectTo(dataDir)
      await once(socket, "connect")
      return true
    } catch {
      return false
    } finally {
      socket?.destroy()
    }
  })

/** A client of that process. One connection, because the engine has one session. */
export const layerSocketClient = (dataDir: string, logMessages: boolean) =>
  layerPostgresClient({
    url: Redacted.make("postgres://postgres@localhost/postgres"),
    stream: () => connectTo(dataDir),
    maxConnections: 1,
    logMessages,
    applicationName: "bulk-contacts",
  })
