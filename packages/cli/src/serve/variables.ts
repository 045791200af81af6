import type { Variable } from "../terminal/help.ts"

/** Describes the settings of `serve`, which `settings.ts` reads. Its help and the README show this table. */
export const variables: ReadonlyArray<Variable> = [
  { name: "PORT, HOST", meaning: "where to listen; port 0 picks a free one", fallback: "8000, 127.0.0.1" },
  {
    name: "STORE",
    meaning: "pglite (embedded PostgreSQL), postgres, or memory (nothing is kept)",
    fallback: "postgres if DATABASE_URL is set, otherwise pglite",
  },
  { name: "DATABASE_URL", meaning: "a PostgreSQL to use instead of the embedded one", fallback: "none" },
  {
    name: "DATABASE_SCHEMA",
    meaning: "the schema of the tables, exactly as it is written",
    fallback: "where the tables are; bulk_contacts in new databases",
  },
  { name: "DATA_DIR", meaning: "directory of the embedded database", fallback: "./data" },
  { name: "MAX_CONTACTS, MAX_BODY_BYTES", meaning: "limits of one JSON request", fallback: "10,000 and 32 MiB" },
  { name: "MAX_JSON_VALUES", meaning: "how many JSON values one JSON request may have", fallback: "1,000,000" },
  {
    name: "MIN_BODY_RATE",
    meaning:
      "minimum rate of a request body in bytes per second; a slower body is rejected after 30 seconds; 0 for no limit",
    fallback: "1,024",
  },
  { name: "RATE_LIMIT", meaning: "requests per minute for one API key, or off", fallback: "off" },
  {
    name: "REDIS_URL",
    meaning: "a Redis in which servers count requests together; without it each server counts its own",
    fallback: "none",
  },
  {
    name: "ALL_DUPLICATES",
    meaning: "skip or reject a request whose contacts all exist already",
    fallback: "skip",
  },
  {
    name: "DEFAULT_COUNTRY",
    meaning: "country of phone numbers without a country code (ISO 3166-1 alpha-2, such as DE)",
    fallback: "none: such numbers are rejected",
  },
  { name: "LOG_LEVEL", meaning: "error, warn, info or debug", fallback: "info" },
  {
    name: "LOG_DATABASE_MESSAGES",
    meaning: "true: log PostgreSQL's messages at debug level; they may quote emails and other values",
    fallback: "false",
  },
  { name: "OTEL_*", meaning: "where traces are sent", fallback: "nowhere" },
  {
    name: "HEADERS_TIMEOUT, KEEP_ALIVE_TIMEOUT",
    meaning: "seconds a client has to send its headers, and seconds a connection may be idle",
    fallback: "15 and 75",
  },
  {
    name: "SEND_TIMEOUT",
    meaning: "seconds within which a client must read some of its response",
    fallback: "30",
  },
  {
    name: "SHUTDOWN_DELAY, SHUTDOWN_TIMEOUT",
    meaning: "seconds to keep accepting requests after SIGTERM, then seconds to finish those in progress",
    fallback: "0 and 20",
  },
  {
    name: "DEMO",
    meaning: "true or false: seed an empty store with demo organizations; never one named by DATABASE_URL",
    fallback: "true while HOST is a loopback address",
  },
  {
    name: "ALLOWED_HOSTS",
    meaning: "further values of Host, separated by commas, that are served while DEMO is on",
    fallback: "none: localhost, loopback addresses and HOST",
  },
]
