import { Effect, Layer } from "effect"
import { assert, describe, it } from "vitest"
import { explain } from "../src/explain.ts"
import { tracing } from "../src/serve/tracing.ts"
import { runCli } from "./support/cli.ts"
import { runInProcess } from "./support/runInProcess.ts"

type Environment = Record<string, string>

describe("an invalid setting is rejected in one line", () => {
  it.each<[Environment, message: string]>([
    [{ PORT: "none" }, "PORT: must be an integer: 0 to 65535"],
    [{ PORT: "70000" }, "PORT: must be an integer: 0 to 65535"],
    [{ RATE_LIMIT: "0" }, "RATE_LIMIT: must be an integer: 1 or more"],
    [{ MAX_CONTACTS: "0" }, "MAX_CONTACTS: must be an integer: 1 or more"],
    [{ MAX_BODY_BYTES: "1 MB" }, "MAX_BODY_BYTES: must be an integer: 1 or more"],
    [{ DEFAULT_COUNTRY: "XX" }, "DEFAULT_COUNTRY: must be the ISO 3166-1 alpha-2 code of a country, such as DE"],
    [{ ALL_DUPLICATES: "maybe" }, "ALL_DUPLICATES: must be skip or reject"],
    [{ LOG_LEVEL: "loud" }, "LOG_LEVEL: must be error or warn or info or debug"],
    [{ SHUTDOWN_DELAY: "-1" }, "SHUTDOWN_DELAY: must be an integer: 0 to 86400"],
    [{ SHUTDOWN_TIMEOUT: "1.5" }, "SHUTDOWN_TIMEOUT: must be an integer: 0 to 86400"],
    [{ HEADERS_TIMEOUT: "0" }, "HEADERS_TIMEOUT: must be an integer: 1 to 86400"],
    [{ KEEP_ALIVE_TIMEOUT: "0" }, "KEEP_ALIVE_TIMEOUT: must be an integer: 1 to 86400"],
    [{ STORE: "elsewhere" }, "STORE: must be pglite or postgres or memory"],
    [{ STORE: "postgres" }, "DATABASE_URL is required when STORE=postgres"],
    [{ DATABASE_SCHEMA: "x".repeat(64) }, "DATABASE_SCHEMA: must be 1 to 63 bytes"],
    [{ DATABASE_SCHEMA: "pg_x" }, "DATABASE_SCHEMA: must not be the name of a schema of PostgreSQL's own"],
    [{ DATABASE_URL: "secret" }, "DATABASE_URL: must be a URL like postgres://user:password@host:5432/database"],
    [{ DATABASE_URL: "postgres://a:secret@b:0/c" }, "DATABASE_URL: the port must be between 1 and 65535"],
    ...["127.0.0.1:6379", "http://127.0.0.1:6379", "redis://:secret@[", "redis://localhost/:secret"].map(
      (url): [Environment, string] => [
        { STORE: "memory", PORT: "0", RATE_LIMIT: "1", REDIS_URL: url },
        "REDIS_URL: must be a URL like redis://user:password@host:6379/0",
      ],
    ),
  ])("%o", async (environment, message) => {
    const { status, stdout, stderr } = await runInProcess(["serve"], environment)
    assert.deepStrictEqual([status, stdout, stderr], [2, "", `bulk-contacts: ${message}\n`])
  })

  it.each<[Environment, name: string]>([
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: "nowhere" }, "OTEL_EXPORTER_OTLP_ENDPOINT"],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "nowhere" }, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"],
    [{ OTEL_TRACES_EXPORTER: "otlp", OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" }, "OTEL_EXPORTER_OTLP_PROTOCOL"],
    [
      { OTEL_TRACES_EXPORTER: "otlp", OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: "grpc" },
      "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL",
    ],
    [{ OTEL_TRACES_EXPORTER: "otlp", OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: "soon" }, "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT"],
  ])("%o", async (environment, name) => {
    const failure = await Effect.runPromise(Effect.flip(Effect.scoped(Layer.build(tracing(environment)))))
    const { message, exitCode } = explain(failure)
    assert.match(message, new RegExp(`^${name}: [^\n]+$`))
    assert.strictEqual(exitCode, 2)
  })

  it.each<Environment>([{ PORT: "none" }, { OTEL_EXPORTER_OTLP_ENDPOINT: "nowhere", STORE: "memory" }])(
    "%o, by the process itself",
    async (environment) => {
      const { status, stdout, stderr } = await runCli(["serve"], environment)
      assert.deepStrictEqual([status, stdout], [2, ""])
      assert.match(stderr, /^bulk-contacts: [A-Z_]+: [^\n]+\n$/)
    },
  )
})

describe("a database that cannot be used", () => {
  const unreachable = "postgres://user:secret@127.0.0.1:1/x"

  it.each<[Environment, code: number, line: RegExp]>([
    [{ STORE: "memory" }, 2, /STORE=memory keeps nothing after the process ends: set DATABASE_URL, or STORE=pglite$/],
    [{ STORE: "postgres", DATABASE_URL: unreachable }, 1, /: cannot use the database: [^\n]*ECONNREFUSED[^\n]+$/],
    [{ STORE: "pglite", DATA_DIR: "/dev/null/x" }, 1, /: The data directory \/dev\/null\/x cannot be used: [^\n]+$/],
  ])("fails in one line: %o", async (environment, code, line) => {
    const { status, stdout, stderr } = await runInProcess(["migrate"], environment)
    assert.deepStrictEqual([status, stdout], [code, ""])
    assert.match(stderr.trimEnd(), line)
    assert.notInclude(stderr, "secret")
  })

  it("keeps the server from starting", async () => {
    const { status, stderr } = await runInProcess(["serve"], { DATABASE_URL: unreachable })
    assert.strictEqual(status, 1)
    assert.match(stderr, /^bulk-contacts: cannot use the database: [^\n]+\n$/)
    assert.notInclude(stderr, "secret")
  })
})
