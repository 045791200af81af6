import { PostgresStore } from "@bulk-contacts/adapter-pg"
import { checkDefaultCountry } from "@bulk-contacts/core/ports"
import * as Config from "effect/Config"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as LogLevel from "effect/LogLevel"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { rejection } from "./CommandFailure.ts"

const integer = (name: string, minimum: number, maximum = Number.MAX_SAFE_INTEGER) => {
  const range = maximum === Number.MAX_SAFE_INTEGER ? `${minimum} or more` : `${minimum} to ${maximum}`
  const message = `must be an integer: ${range}`
  const number = Schema.FiniteFromString.annotate({ message })
  return Config.schema(
    number.check(Schema.isInt({ message }), Schema.isBetween({ minimum, maximum }, { message })),
    name,
  )
}

const oneOf = <const Names extends ReadonlyArray<string>>(name: string, names: Names) =>
  Config.schema(Schema.Literals(names).annotate({ message: `must be ${names.join(" or ")}` }), name)

const seconds = (name: string, minimum: number, fallback: number) =>
  integer(name, minimum, 86_400).pipe(Config.withDefault(fallback), Config.map(Duration.seconds))

const logLevels = { error: "Error", warn: "Warn", info: "Info", debug: "Debug" } as const

const logLevel = oneOf("LOG_LEVEL", ["error", "warn", "info", "debug"]).pipe(
  Config.withDefault("info"),
  Config.map((name): LogLevel.LogLevel => logLevels[name]),
)

const isCountry = Schema.makeFilter((text: string) =>
  Result.match(checkDefaultCountry(text), { onFailure: ({ message }) => message, onSuccess: () => undefined }),
)

const defaultCountry = Config.schema(Schema.String.check(isCountry), "DEFAULT_COUNTRY").pipe(Config.withDefault(null))

const hostsIn = (text: string): ReadonlyArray<string> =>
  text
    .split(",")
    .map((host) => host.trim())
    .filter((host) => host !== "")

const areHosts = Schema.makeFilter((text: string) =>
  hostsIn(text).every((host) => /^(\[[\da-f:.]+\]|[\w.-]+)(:\d+)?$/i.test(host))
    ? undefined
    : "must be hosts like app.example or app.example:8080, separated by commas",
)

const allowedHosts = Config.schema(Schema.String.check(areHosts), "ALLOWED_HOSTS").pipe(
  Config.map(hostsIn),
  Config.withDefault([]),
)

/** The settings of the server, from the environment. `serve/variables.ts` describes them. */
export const serverSettings = Config.unwrap({
  host: Config.String("HOST").pipe(Config.withDefault("127.0.0.1")),
  port: integer("PORT", 0, 65_535).pipe(Config.withDefault(8000)),
  maxContacts: integer("MAX_CONTACTS", 1).pipe(Config.withDefault(10_000)),
  maxBodyBytes: integer("MAX_BODY_BYTES", 1).pipe(Config.withDefault(32 * 1024 * 1024)),
  maxJsonValues: integer("MAX_JSON_VALUES", 1).pipe(Config.withDefault(1_000_000)),
  /** Bytes per second; 0: unlimited. */
  minBodyRate: integer("MIN_BODY_RATE", 0).pipe(Config.withDefault(1024)),
  allDuplicates: oneOf("ALL_DUPLICATES", ["skip", "reject"]).pipe(Config.withDefault("skip")),
  defaultCountry,
  /** Requests per minute for one API key; null: unlimited. */
  rateLimit: Config.Literal("off", "RATE_LIMIT").pipe(
    Config.map(() => null),
    Config.orElse(() => integer("RATE_LIMIT", 1)),
    Config.withDefault(null),
  ),
  logLevel,
  /** Where servers that share a rate limit count requests. */
  redisUrl: Config.Redacted("REDIS_URL").pipe(Config.option),
  keepAliveTimeout: seconds("KEEP_ALIVE_TIMEOUT", 1, 75),
  headersTimeout: seconds("HEADERS_TIMEOUT", 1, 15),
  sendTimeout: seconds("SEND_TIMEOUT", 1, 30),
  shutdownDelay: seconds("SHUTDOWN_DELAY", 0, 0),
  shutdownTimeout: seconds("SHUTDOWN_TIMEOUT", 0, 20),
  demo: Config.Boolean("DEMO").pipe(Config.option),
  allowedHosts,
})

export type ServerSettings = Config.Success<typeof serverSettings>

const isSchema = Schema.makeFilter((name: string) => PostgresStore.explainSchema(name))

const storeVariables = Config.unwrap({
  store: oneOf("STORE", ["pglite", "postgres", "memory"]).pipe(Config.option),
  url: Config.Redacted("DATABASE_URL").pipe(Config.option),
  schema: Config.schema(Schema.String.check(isSchema), "DATABASE_SCHEMA").pipe(Config.option),
  dataDir: Config.String("DATA_DIR").pipe(Config.withDefault("./data")),
  logMessages: Config.Boolean("LOG_DATABASE_MESSAGES").pipe(Config.withDefault(false)),
})

/** Which store to use, from the environment. */
export const storeSettings = Effect.gen(function* () {
  const { store, url, schema, dataDir, logMessages } = yield* storeVariables
  const named = Option.match(schema, { onNone: () => ({}), onSome: (schema) => ({ schema }) })
  const kind = Option.getOrElse(store, () => (Option.isSome(url) ? "postgres" : "pglite"))
  if (kind === "memory") return { kind } as const
  if (kind === "pglite") return { kind, dataDir, logMessages, ...named } as const
  if (Option.isNone(url)) return yield* rejection("DATABASE_URL is required when STORE=postgres")
  const problem = PostgresStore.explainUrl(url.value)
  if (problem !== undefined) return yield* rejection(`DATABASE_URL: ${problem}`)
  return { kind, url: url.value, logMessages, ...named } as const
})

export type StoreSettings = Effect.Success<typeof storeSettings>

/** Whether only this machine can reach a server that listens on `host`. */
export const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || /^127(\.\d+){3}$/.test(host)
