import { type EventEmitter, once } from "node:events"
import { Effect, Redacted } from "effect"
import { CircuitBreaker, Redis } from "effect/persistence"
import { createClient } from "redis"
import { rejection } from "../CommandFailure.ts"

/** After this many consecutive failures Redis is not used for `PAUSE`, so that it cannot delay more requests. */
const FAILURES = 5
const PAUSE = "5 seconds"
const COMMAND_TIMEOUT = "250 millis"

const MAX_RECONNECT_MILLISECONDS = 2000

const makeClient = (url: Redacted.Redacted) =>
  Effect.try({
    try: () =>
      createClient({
        url: Redacted.value(url),
        disableOfflineQueue: true,
        commandsQueueMaxLength: 1000,
        // A connection without any response is closed. Pings keep an idle one open.
        pingInterval: 2000,
        socket: {
          socketTimeout: 4000,
          reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, MAX_RECONNECT_MILLISECONDS),
        },
      }),
    catch: () => rejection("REDIS_URL: must be a URL like redis://user:password@host:6379"),
  })

/** Waits until the client is connected. Fails if Redis cannot be reached. */
const untilReady = (client: EventEmitter) => Effect.tryPromise((signal) => once(client, "ready", { signal }))

/**
 * A Redis that the server can do without. It connects and reconnects in the background; commands fail within a quarter of a
 * second if Redis cannot be reached or does not respond.
 */
export const connectRedis = Effect.fnUntraced(function* (url: Redacted.Redacted) {
  const client = yield* makeClient(url)
  const runFork = Effect.runForkWith(yield* Effect.context<never>())
  client.on("error", (cause) => runFork(Effect.logWarning("Cannot reach Redis", cause)))
  yield* Effect.addFinalizer(() => Effect.sync(() => client.destroy()))
  // Errors arrive as "error" events too.
  client.connect().catch(() => {})
  yield* Effect.ignore(Effect.timeout(untilReady(client), "1 second"))

  const breaker = yield* CircuitBreaker.make({
    tripPolicy: CircuitBreaker.consecutive(FAILURES),
    openDuration: PAUSE,
  })

  const send = <A>(command: string, ...args: ReadonlyArray<string>) =>
    Effect.tryPromise({
      try: () => client.sendCommand<A>([command, ...args]),
      catch: (cause) => new Redis.RedisError({ cause }),
    }).pipe(
      Effect.timeoutOrElse({
        duration: COMMAND_TIMEOUT,
        orElse: () => Effect.fail(new Redis.RedisError({ cause: new Error(`No response within ${COMMAND_TIMEOUT}`) })),
      }),
      breaker.execute({ key: "redis" }),
      Effect.catchTag("CircuitBreakerError", (cause) => Effect.fail(new Redis.RedisError({ cause }))),
    )

  const unused = Effect.die(new Error("Only commands are supported"))
  return yield* Redis.make({ send, connect: unused, subscribe: () => unused })
}, Effect.provide(CircuitBreaker.layerStoreMemory()))
