import * as Effect from "effect/Effect"
import * as CircuitBreaker from "effect/persistence/CircuitBreaker"
import * as Redis from "effect/persistence/Redis"
import * as Redacted from "effect/Redacted"
import { rejection } from "../../CommandFailure.ts"
import type { Reply } from "./parseReply.ts"
import { RedisConnection } from "./RedisConnection.ts"

/** After this many consecutive failures Redis is not used for `PAUSE`, so that it cannot delay more requests. */
const FAILURES = 5
const PAUSE = "5 seconds"
const COMMAND_TIMEOUT = "250 millis"

/** How long the server waits for Redis when it starts. */
const CONNECT_TIMEOUT = "1 second"

const parseUrl = (url: Redacted.Redacted) => {
  const parsed = URL.parse(Redacted.value(url))
  const isRedis = parsed !== null && /^rediss?:$/.test(parsed.protocol) && /^(\/\d*)?$/.test(parsed.pathname)
  return isRedis && parsed.hostname !== ""
    ? Effect.succeed(parsed)
    : Effect.fail(rejection("REDIS_URL: must be a URL like redis://user:password@host:6379/0"))
}

/**
 * A Redis that the server can do without. It connects and reconnects in the background; commands fail within a quarter of
 * a second if Redis cannot be reached or does not respond. Only for the scripts of the rate limiter.
 */
export const connectRedis = Effect.fnUntraced(function* (redisUrl: Redacted.Redacted) {
  const url = yield* parseUrl(redisUrl)
  const runFork = Effect.runForkWith(yield* Effect.context<never>())
  const connected = Promise.withResolvers<void>()
  let warned = false
  const connection = yield* Effect.acquireRelease(
    Effect.sync(
      () =>
        new RedisConnection(url, {
          ready: () => {
            warned = false
            connected.resolve()
          },
          failed: (cause) => {
            if (!warned) runFork(Effect.logWarning("Cannot reach Redis", cause))
            warned = true
          },
        }),
    ),
    (connection) => Effect.sync(() => connection.close()),
  )
  yield* Effect.ignore(
    Effect.timeout(
      Effect.promise(() => connected.promise),
      CONNECT_TIMEOUT,
    ),
  )

  const breaker = yield* CircuitBreaker.make({
    tripPolicy: CircuitBreaker.consecutive(FAILURES),
    openDuration: PAUSE,
  })

  const send = <A>(command: string, ...args: ReadonlyArray<string>) =>
    Effect.tryPromise({
      try: async () => requireNumbers(command, await connection.send(command, ...args)) as A,
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

/** The scripts of the rate limiter return two numbers. Anything else would become `NaN` in a header. */
const requireNumbers = (command: string, reply: Reply): Reply => {
  if (command !== "EVALSHA") return reply
  if (Array.isArray(reply) && reply.length === 2 && reply.every((value) => Number.isFinite(Number(value)))) return reply
  throw new Error("Redis did not return two numbers")
}
