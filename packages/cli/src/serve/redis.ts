import { type EventEmitter, once } from "node:events"
import { Effect, Redacted } from "effect"
import { CircuitBreaker, Redis } from "effect/persistence"
import { createClient } from "redis"
import { CommandFailure } from "../CommandFailure.ts"

/** After so many failures in a row Redis is not asked for a while, so that one that hangs holds no more requests up. */
const FAILURES = 5
const PAUSE = "5 seconds"
const ANSWERS_WITHIN = "250 millis"

const MAX_RECONNECT_MILLISECONDS = 2000

const makeClient = (url: Redacted.Redacted) =>
  Effect.try({
    try: () =>
      createClient({
        url: Redacted.value(url),
        disableOfflineQueue: true,
        commandsQueueMaxLength: 1000,
        // A connection on which nothing comes back is given up: pings keep one that is only idle.
        pingInterval: 2000,
        socket: {
          socketTimeout: 4000,
          reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, MAX_RECONNECT_MILLISECONDS),
        },
      }),
    catch: () => new CommandFailure({ message: "REDIS_URL: must be a URL like redis://user:password@host:6379" }),
  })

/** Until it is connected, or it is known that Redis is away. */
const untilReady = (client: EventEmitter) => Effect.tryPromise((signal) => once(client, "ready", { signal }))

/**
 * Redis, for what can do without: it is connected to in the background, again and again, and a command to one that is
 * away or hangs fails within a quarter of a second.
 */
export const connectRedis = Effect.fnUntraced(function* (url: Redacted.Redacted) {
  const client = yield* makeClient(url)
  const runFork = Effect.runForkWith(yield* Effect.context<never>())
  client.on("error", (cause) => runFork(Effect.logWarning("Redis cannot be reached", cause)))
  yield* Effect.addFinalizer(() => Effect.sync(() => client.destroy()))
  // What goes wrong is an "error" event too.
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
        duration: ANSWERS_WITHIN,
        orElse: () => Effect.fail(new Redis.RedisError({ cause: new Error(`No answer within ${ANSWERS_WITHIN}`) })),
      }),
      breaker.execute({ key: "redis" }),
      Effect.catchTag("CircuitBreakerError", (cause) => Effect.fail(new Redis.RedisError({ cause }))),
    )

  const unused = Effect.die(new Error("Commands go over the one connection"))
  return yield* Redis.make({ send, connect: unused, subscribe: () => unused })
}, Effect.provide(CircuitBreaker.layerStoreMemory()))
