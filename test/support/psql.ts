// Replaces `psql` if it is not installed. It supports the options that the documentation uses.
import { readFile } from "node:fs/promises"
import { parseArgs } from "node:util"
import { PgClient } from "@effect/sql-pg"
import { Effect, Redacted } from "effect"

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    variable: { type: "string", short: "v" },
    "single-transaction": { type: "boolean" },
    file: { type: "string", short: "f" },
  },
})
const [url = ""] = positionals
const statements = await readFile(values.file ?? "", "utf8")

await Effect.flatMap(PgClient.PgClient, (sql) => sql.withTransaction(sql.unsafe(statements))).pipe(
  Effect.provide(PgClient.layer({ url: Redacted.make(url) })),
  Effect.runPromise,
)
