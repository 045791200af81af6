import * as Console from "effect/Console"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import { printJson } from "../commands/print.ts"
import { type Column, formatTable } from "./table.ts"

/** The options of every command that lists something. */
export const listFlags = {
  limit: Flag.Int("limit").pipe(
    Flag.withDescription("Show at most this many (default: 100)"),
    Flag.filter(
      (limit) => limit >= 1,
      () => "must be 1 or more",
    ),
    Flag.withDefault(100),
  ),
  all: Flag.Boolean("all").pipe(Flag.withDescription("Show all of them"), Flag.withDefault(false)),
  json: Flag.Boolean("json").pipe(
    Flag.withDescription("Print one line of JSON for each, instead of a table"),
    Flag.withDefault(false),
  ),
}

interface ListOptions {
  readonly limit: number
  readonly all: boolean
  readonly json: boolean
}

/**
 * Prints what `read` returns, as a table or as one line of JSON for each. Says on the standard error if there is more, so
 * that what a program reads stays the same.
 */
export const printList = Effect.fnUntraced(function* <Row extends object, E, R>(
  { limit, all, json }: ListOptions,
  columns: ReadonlyArray<Column<Row>>,
  read: (limit: number | null) => Effect.Effect<ReadonlyArray<Row>, E, R>,
) {
  const rows = yield* read(all ? null : limit + 1)
  const shown = all ? rows : rows.slice(0, limit)
  if (json) yield* Effect.forEach(shown, printJson, { discard: true })
  else if (shown.length === 0) yield* Console.error("There are none")
  else yield* Console.log(formatTable(columns, shown))
  if (rows.length > shown.length) yield* Console.error(`There are more: use --limit or --all (shown: ${shown.length})`)
})
