import { doubleQuotes } from "../../mapping/identifiers.ts"
import type { Dialect, Execute } from "../Dialect.ts"
import { onConflictReplace } from "../onConflictReplace.ts"
import { catalog } from "./catalog.ts"
import { insertNew } from "./insertNew.ts"
import { idParameter, makeParameters } from "./parameters.ts"

/** SQLite 3.38 or newer. Times are stored as text in UTC (ISO 8601), lists as JSON. */
export const sqlite: Dialect = {
  quote: doubleQuotes,
  parameters: makeParameters,
  // Transactions run one after the other.
  isolation: null,
  setSavepoint: async (execute, name) => {
    if (await beginsTransaction(execute)) {
      await execute("rollback")
      return false
    }
    await execute(`savepoint ${name}`)
    return true
  },
  forShare: "",
  text: (sql) => `cast(${sql} as text)`,
  readTime: (sql) => sql,
  id: idParameter,
  time: (parameters, date) => parameters.add(date.toISOString()),
  json: (parameters, value) => parameters.add(JSON.stringify(value)),
  among: (parameters, sql, values, type) => {
    const list = parameters.add(type === "integer" ? `[${values.join(",")}]` : JSON.stringify(values))
    return `${sql} in (select value from json_each(${list}))`
  },
  isExactly: (parameters, sql, text) => `${sql} = ${parameters.add(text)}`,
  isLess: (parameters, sql, id) => `${sql} < ${parameters.add(id)}`,
  amongIds: (parameters, sql, ids) => sqlite.among(parameters, sql, ids, "text"),
  contains: (array, key) => `${key} in (select value from json_each(${array}))`,
  elements: (array, alias) => `join json_each(${array}) ${alias}`,
  maxList: Number.POSITIVE_INFINITY,
  isRecord: null,
  needsActiveEmail: false,
  replacing: onConflictReplace,
  countAffected: async (query, sql, parameters) => (await query(`${sql} returning 1 as affected`, parameters)).length,
  catalog,
  isolationOf: null,
  // Only one transaction at a time can write, and this one does so from now on, even if it changes no row.
  claim: async (query, { idempotency }) => {
    if (idempotency !== null) await query(`delete from ${idempotency.table.sql} where false`)
    return true
  },
  insertNew,
}

/** Begins a transaction and returns true, or returns false if there is one: a savepoint would begin one, too. */
const beginsTransaction = async (execute: Execute): Promise<boolean> => {
  try {
    await execute("begin")
    return true
  } catch (error) {
    // Its code is that of any error in a statement.
    if (String(error).includes("within a transaction")) return false
    throw error
  }
}
