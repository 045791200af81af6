import { doubleQuotes } from "../../mapping/identifiers.ts"
import { canHold } from "../../mapping/ids.ts"
import type { Dialect } from "../Dialect.ts"
import { onConflictReplace } from "../onConflictReplace.ts"
import { Parameters } from "../Parameters.ts"
import { succeeds } from "../succeeds.ts"
import { textArray, types } from "./arrays.ts"
import { catalog } from "./catalog.ts"
import { insertNew } from "./insertNew.ts"

const NO_ACTIVE_SQL_TRANSACTION = "25P01"

/** PostgreSQL 13 or newer, and what speaks its language. */
export const postgres: Dialect = {
  quote: doubleQuotes,
  // Text for every driver: what a driver makes of an array or a date, and what type it declares, differs.
  parameters: () => new Parameters((number) => `$${number}::text`),
  isolation: "set transaction isolation level read committed",
  setSavepoint: (execute, name) => succeeds(execute(`savepoint ${name}`), NO_ACTIVE_SQL_TRANSACTION),
  forShare: " for share",
  text: (sql) => `${sql}::text`,
  readTime: (sql) => `to_char(${sql} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  id: (parameters, value, type) => `${parameters.add(value)}::${types[type]}`,
  time: (parameters, date) => `${parameters.add(date.toISOString())}::timestamptz`,
  json: (parameters, value) => `${parameters.add(JSON.stringify(value))}::json`,
  among: (parameters, sql, values, type) => `${sql} = any(${parameters.add(textArray(values))}::${types[type]}[])`,
  // A literal takes the type of the column, whether that is uuid or text.
  isExactly: (parameters, sql, text) => `${sql} = ${parameters.add(text)}`,
  isLess: (parameters, sql, id) => (canHold("uuid", id) ? `${sql} < '${id}'` : `${sql}::text < ${parameters.add(id)}`),
  amongIds: (parameters, sql, ids) =>
    ids.every((id) => canHold("uuid", id))
      ? `${sql} in (${ids.map((id) => `'${id}'`).join(", ")})`
      : `${sql}::text = any(${parameters.add(textArray(ids))}::text[])`,
  contains: (array, key) => `${key} = any(${array})`,
  elements: (array, alias) => `cross join lateral unnest(${array}) as ${alias} (value)`,
  maxList: Number.POSITIVE_INFINITY,
  isRecord: null,
  needsActiveEmail: false,
  replacing: onConflictReplace,
  countAffected: async (query, sql, parameters) => {
    const counted = `with affected as (${sql} returning 1) select count(*)::int as count from affected`
    const [row] = await query(counted, parameters)
    return Number(row?.["count"])
  },
  // An advisory lock, because there may be no row to lock yet.
  claim: async (query, tables, organizationId, key) => {
    const parameters = postgres.parameters()
    const lock = parameters.add(JSON.stringify([tables.idempotency?.table.name, organizationId, key]))
    const [row] = await query(`select pg_try_advisory_xact_lock(hashtextextended(${lock}, 0)) as claimed`, parameters)
    return row?.["claimed"] === true
  },
  catalog,
  isolationOf: null,
  insertNew,
}
