import { Duration, Effect, Layer } from "effect"
import type { NodeServer } from "./nodeServer.ts"

interface Limits {
  readonly shutdownDelay: Duration.Duration
  readonly shutdownTimeout: Duration.Duration
}

/** How long what is left may take once the requests have been cut off: transactions to roll back, connections to close. */
const CLEAN_UP = Duration.seconds(5)

/**
 * How the server stops. When its layer is closed, which must be before that of the server, the server is not ready any
 * more but goes on serving for the delay; then its idle connections are closed, and it closes when its last request is
 * answered. Requests that take longer than the timeout are cut off, and the exit code is 1.
 */
export const makeDrain = (server: NodeServer, { shutdownDelay, shutdownTimeout }: Limits) => {
  let isDraining = false

  const cutOff = Effect.gen(function* () {
    yield* Effect.sleep(shutdownTimeout)
    yield* Effect.logWarning(`Stopping took too long: ${server.requestsUnderWay()} requests are cut off`)
    process.exitCode = 1
    server.closeAllConnections()
    yield* Effect.sleep(CLEAN_UP)
    process.exit()
  })

  const begin = Effect.gen(function* () {
    isDraining = true
    yield* Effect.sleep(shutdownDelay)
    yield* Effect.forkDetach(cutOff)
    server.closeWhenIdle()
  })

  return {
    isDraining: Effect.sync(() => isDraining),
    layer: Layer.effectDiscard(Effect.addFinalizer(() => begin)),
  }
}
