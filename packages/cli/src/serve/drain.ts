import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { NodeServer } from "./nodeServer.ts"

interface Limits {
  readonly shutdownDelay: Duration.Duration
  readonly shutdownTimeout: Duration.Duration
}

/** Time to roll back transactions and to close connections after requests were aborted. */
const CLEAN_UP = Duration.seconds(5)

/**
 * Stops the server gracefully when the layer is closed, which must happen before the server's own layer is closed. For
 * `shutdownDelay` the server reports that it is not ready but keeps serving. Then it reads what has arrived, closes idle
 * connections, and each other connection after its last response. Requests that take longer than `shutdownTimeout` are aborted, and the exit
 * code is 1.
 */
export const makeDrain = (server: NodeServer, { shutdownDelay, shutdownTimeout }: Limits) => {
  let isDraining = false

  const abort = Effect.gen(function* () {
    yield* Effect.sleep(shutdownTimeout)
    const requests = server.requestsInProgress()
    yield* Effect.logWarning(`Shutdown timed out: ${requests} ${requests === 1 ? "request" : "requests"} aborted`)
    process.exitCode = 1
    server.closeAllConnections()
    yield* Effect.sleep(CLEAN_UP)
    process.exit()
  })

  const begin = Effect.gen(function* () {
    isDraining = true
    yield* Effect.sleep(shutdownDelay)
    yield* Effect.forkDetach(abort)
    // What has been sent before is answered: a connection that is closed with unread data is reset.
    yield* Effect.promise(server.readArrived)
    server.closeWhenIdle()
  })

  return {
    isDraining: Effect.sync(() => isDraining),
    layer: Layer.effectDiscard(Effect.addFinalizer(() => begin)),
  }
}
