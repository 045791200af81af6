import { Backups, Migrations, PostgresStore } from "@bulk-contacts/adapter-pg"
import * as Console from "effect/Console"
import * as Context from "effect/Context"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Redacted from "effect/Redacted"
import { formatTable } from "../administration/table.ts"
import { countLines } from "../backup/countLines.ts"
import { titleOf } from "../backup/counts.ts"
import { rejection } from "../CommandFailure.ts"
import { formatCount } from "../terminal/counts.ts"
import { json, printJson } from "./print.ts"
import { withDatabase } from "./withDatabase.ts"

const to = Flag.Redacted("to").pipe(
  Flag.withDescription("The database to copy to, as postgres://user:password@host:port/database; it must have no data"),
)

const openTarget = Effect.fnUntraced(function* (url: Redacted.Redacted<string>) {
  const problem = PostgresStore.explainUrl(url)
  if (problem !== undefined) return yield* rejection(`--to: ${problem}`)
  // The source is a store on PostgreSQL too, and layers that are the same are built once.
  const target = yield* Layer.build(Layer.fresh(PostgresStore.layer({ url })))
  yield* Context.get(target, Migrations).run
  return Context.get(target, Backups)
})

const columns = [
  { title: "table", value: ({ table }: Row) => titleOf(table) },
  { title: "here", value: ({ source }: Row) => formatCount(source) },
  { title: "there", value: ({ target }: Row) => formatCount(target) },
]

interface Row {
  readonly table: string
  readonly source: number
  readonly target: number
}

export const copy = Command.make("copy", { to, json }, ({ to, json }) =>
  withDatabase(
    Effect.scoped(
      Effect.gen(function* () {
        const source = countLines((yield* Backups).lines)
        const target = yield* openTarget(to)
        yield* target.restore(source.lines)
        const there = yield* target.counts
        const rows = Object.entries(source.counts).map(([table, rows]) => ({
          table,
          source: rows,
          target: there[table] ?? 0,
        }))
        if (json) yield* printJson({ source: source.counts, target: there })
        else yield* Console.log(formatTable(columns, rows))
      }),
    ),
  ),
).pipe(
  Command.withShortDescription("Copy everything to a PostgreSQL server"),
  Command.withDescription(
    "Copy everything that the store contains to a database on a PostgreSQL server, all or nothing: ids, times, API keys, deleted contacts and stored responses. The store here stays as it is. If it is interrupted, repeat it.",
  ),
)
