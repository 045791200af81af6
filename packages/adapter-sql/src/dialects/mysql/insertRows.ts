import type { Name } from "../../mapping/resolveTables.ts"
import type { Query } from "../Dialect.ts"
import type { Parameters } from "../Parameters.ts"
import { makeParameters } from "./parameters.ts"

/** Columns with their values, which add to the parameters and return SQL. All rows of a table have the same columns. */
export type Row = ReadonlyArray<readonly [column: Name, value: (parameters: Parameters) => string]>

/** The size of a statement in characters: well below 16 MiB, the usual `max_allowed_packet`, in any encoding. */
const MAX_CHARACTERS = 2_000_000
/** A prepared statement takes 65,535 parameters. */
const MAX_PARAMETERS = 50_000

/** Inserts rows in their order, in as few statements as possible. */
export const insertRows = async (
  query: Query,
  table: Name,
  rows: ReadonlyArray<Row>,
  conflict: string,
): Promise<void> => {
  let parameters = makeParameters()
  let tuples: Array<string> = []
  let characters = 0
  const columns = rows[0]?.map(([{ sql }]) => sql).join(", ")
  const flush = async () => {
    if (tuples.length > 0)
      await query(`insert into ${table.sql} (${columns}) values ${tuples.join(", ")} ${conflict}`, parameters)
    parameters = makeParameters()
    tuples = []
    characters = 0
  }
  for (const row of rows) {
    const before = parameters.values.length
    tuples.push(`(${row.map(([, value]) => value(parameters)).join(", ")})`)
    for (const value of parameters.values.slice(before)) characters += value?.length ?? 0
    if (characters > MAX_CHARACTERS || parameters.values.length > MAX_PARAMETERS) await flush()
  }
  await flush()
}
