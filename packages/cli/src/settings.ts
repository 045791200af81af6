import { Config, Duration, Effect, type LogLevel, Option, Schema } from "effect"
import { CommandFailure } from "./CommandFailure.ts"

const integer = (name: string, minimum: number, maximum = Number.MAX_SAFE_INTEGER) =>
  Config.schema(Schema.FiniteFromString.check(Schema.isInt(), Schema.isBetween({ minimum, maximum })), name)

const logLevels = { error: "Error", warn: "Warn", info: "Info", debug: "Debug" } as const

const logLevel = Config.Literals(["error", "warn", "info", "debug"], "LOG_LEVEL").pipe(
  Config.withDefault("info"),
  Config.map((name): LogLevel.LogLevel => logLevels[name]),
)

const seconds = (name: string, minimum: number, otherwise: number) =>
  integer(name, minimum, 86_400).pipe(Config.withDefault(otherwise), Config.map(Duration.seconds))

/** What the environment says about the server; the names and defaults are the contract's. */
export const serverSettings = Config.unwrap({
  host: Config.String("HOST").pipe(Config.withDefault("127.0.0.1")),
  port: integer("PORT", 0, 65_535).pipe(Config.withDefault(8000)),
  maxContacts: integer("MAX_CONTACTS", 1).pipe(Config.withDefault(10_000)),
  maxBodyBytes: integer("MAX_BODY_BYTES", 1).pipe(Config.withDefault(32 * 1024 * 1024)),
  allDuplicates: Config.Literals(["skip", "reject"], "ALL_DUPLICATES").pipe(Config.withDefault("skip")),
  /** Requests a minute of one API key; null is any number. */
  rateLimit: Config.Literal("off", "RATE_LIMIT").pipe(
    Config.map(() => null),
    Config.orElse(() => integer("RATE_LIMIT", 1)),
    Config.withDefault(null),
  ),
  logLevel,
  /** Where servers that share it count requests together. */
  redisUrl: Config.Redacted("REDIS_URL").pipe(Config.option),
  keepAliveTimeout: seconds("KEEP_ALIVE_TIMEOUT", 1, 75),
  headersTimeout: seconds("HEADERS_TIMEOUT", 1, 15),
  shutdownDelay: seconds("SHUTDOWN_DELAY", 0, 0),
  shutdownTimeout: seconds("SHUTDOWN_TIMEOUT", 0, 20),
  demo: Config.Boolean("DEMO").pipe(Config.option),
})

export type ServerSettings = Config.Success<typeof serverSettings>

const storeVariables = Config.unwrap({
  store: Config.Literals(["pglite", "postgres", "memory"], "STORE").pipe(Config.option),
  url: Config.Redacted("DATABASE_URL").pipe(Config.option),
  dataDir: Config.String("DATA_DIR").pipe(Config.withDefault("./data")),
})

/** What the environment says about the store. */
export const storeSettings = Effect.gen(function* () {
  const { store, url, dataDir } = yield* storeVariables
  const kind = Option.getOrElse(store, () => (Option.isSome(url) ? "postgres" : "pglite"))
  if (kind === "memory") return { kind } as const
  if (kind === "pglite") return { kind, dataDir } as const
  if (Option.isSome(url)) return { kind, url: url.value } as const
  return yield* new CommandFailure({ message: "DATABASE_URL: is required where STORE is postgres" })
})

export type StoreSettings = Effect.Success<typeof storeSettings>

/** Whether only this machine can reach what listens there. */
export const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || /^127(\.\d+){3}$/.test(host)
