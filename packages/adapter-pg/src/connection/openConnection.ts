import type { Duplex } from "node:stream"
import { PgConnection } from "@effect/sql-pg"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Scope from "effect/Scope"
import { connectionError } from "./connectionError.ts"
import type { DatabaseServer, DatabaseUrl } from "./DatabaseUrl.ts"
import { openSocket } from "./Endpoint.ts"
import { PooledConnection } from "./PooledConnection.ts"
import { TimeLimit } from "./TimeLimit.ts"

/** How a client connects, apart from the URL. */
export interface ConnectionOptions {
  readonly applicationName: string
  /** Logs PostgreSQL's messages at debug level. They may quote any value of a row. Default: false. */
  readonly logMessages?: boolean
  /** Opens the connection to a server, in place of a socket. */
  readonly stream?: () => Duplex
}

/** Opens a connection to the first server that can be used, until the scope closes. */
export const openConnection = (database: DatabaseUrl, options: ConnectionOptions) =>
  Effect.firstSuccessOf(
    database.servers.map((server) => inOwnScope(openAt(server, options, database.requiresWritable))),
  )

/** Opens a connection to one server, whatever its state is. */
export const connectTo = ({ endpoint, url }: DatabaseServer, { applicationName, stream }: ConnectionOptions) =>
  Effect.gen(function* () {
    let socket: Duplex | undefined
    // Added first, so that it runs after the driver has said goodbye.
    yield* Effect.addFinalizer(() => Effect.sync(() => socket && destroySoon(socket)))
    const connection = yield* PgConnection.make({
      url,
      applicationName,
      multiplex: true,
      stream: () => {
        socket = stream === undefined ? openSocket(endpoint) : stream()
        // The driver stops listening while TLS has the socket. Its own errors tell what happened.
        return socket.on("error", () => {})
      },
    })
    return { connection, socket: socket as unknown as Duplex }
  })

const openAt = Effect.fnUntraced(function* (
  server: DatabaseServer,
  options: ConnectionOptions,
  requiresWritable: boolean,
) {
  const { connection, socket } = yield* connectTo(server, options)
  const pooled = new PooledConnection(connection, socket, server, {
    logMessages: options.logMessages ?? false,
    clock: yield* Clock.Clock,
  })
  yield* Effect.forkScoped(pooled.watch)
  if (requiresWritable && !(yield* Effect.provideService(pooled.acceptsWrites, TimeLimit, CHECK_LIMIT))) {
    return yield* Effect.fail(connectionError("connect", "The server is read-only (target_session_attrs)"))
  }
  return pooled
})

/** The pool opens one connection after the other, so that one on which the network falls silent holds up the next. */
const CHECK_LIMIT = Duration.seconds(5)

/** Closes what an attempt has opened as soon as it fails. */
const inOwnScope = <A, E, R>(attempt: Effect.Effect<A, E, R | Scope.Scope>) =>
  Effect.uninterruptibleMask((restore) =>
    Effect.gen(function* () {
      const scope = yield* Scope.fork(yield* Effect.scope)
      return yield* Effect.onError(restore(Scope.provide(attempt, scope)), (cause) =>
        Scope.close(scope, Exit.failCause(cause)),
      )
    }),
  )

const CLOSE_MILLISECONDS = 5000

/** Closing a socket takes until the server answers. A server that does not is left behind. */
const destroySoon = (socket: Duplex): void => {
  if (socket.destroyed) return
  const timer = setTimeout(() => socket.destroy(), CLOSE_MILLISECONDS).unref()
  socket.once("close", () => clearTimeout(timer))
}
