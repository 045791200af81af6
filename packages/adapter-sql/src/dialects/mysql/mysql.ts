import { backticks } from "../../mapping/identifiers.ts"
import type { Dialect } from "../Dialect.ts"
import { succeeds } from "../succeeds.ts"
import { makeCatalog } from "./catalog.ts"
import { makeClaim } from "./claim.ts"
import { insertNew } from "./insertNew.ts"
import { isolationOf } from "./isolationOf.ts"
import { idParameter, listParameter, MAX_LIST, makeParameters, timeParameter } from "./parameters.ts"

const SAVEPOINT_DOES_NOT_EXIST = 1305

/** What MariaDB and MySQL have in common. Times are stored in UTC, in columns with milliseconds. */
const common: Omit<Dialect, "catalog" | "claim"> = {
  quote: backticks,
  parameters: makeParameters,
  // It cannot be changed once the transaction has begun: the runner sets it.
  isolation: null,
  // Without a transaction, it would be gone at once, and no error says so. A rollback to it keeps it.
  setSavepoint: async (execute, name) => {
    await execute(`savepoint ${name}`)
    return succeeds(execute(`rollback to savepoint ${name}`), SAVEPOINT_DOES_NOT_EXIST)
  },
  forShare: " lock in share mode",
  text: (sql) => `cast(${sql} as char)`,
  readTime: (sql) => `date_format(${sql}, '%Y-%m-%dT%H:%i:%s.%fZ')`,
  id: idParameter,
  time: timeParameter,
  json: (parameters, value) => parameters.add(JSON.stringify(value)),
  among: (parameters, sql, values, type) => `${sql} in ${listParameter(parameters, values, type)}`,
  isExactly: (parameters, sql, text) => `${sql} = ${parameters.add(text)} collate utf8mb4_bin`,
  isLess: (parameters, sql, id) => `${sql} < ${parameters.add(id)}`,
  amongIds: (parameters, sql, ids) => `${sql} in ${listParameter(parameters, ids, "text")}`,
  contains: (array, key) => `json_contains(${array}, json_array(${key}))`,
  elements: (array, alias) => `join json_table(${array}, '$[*]' columns (value varchar(255) path '$')) ${alias}`,
  maxList: MAX_LIST,
  needsActiveEmail: true,
  isRecord: ({ fingerprint }) => `${fingerprint.sql} <> ''`,
  replacing: (_, columns) =>
    `on duplicate key update ${columns.map(({ sql }) => `${sql} = values(${sql})`).join(", ")}`,
  countAffected: async (query, sql, parameters) => {
    await query(sql, parameters)
    const [row] = await query("select row_count() as count")
    return Number(row?.["count"])
  },
  isolationOf,
  insertNew,
}

/** MariaDB 10.6 or newer. */
export const mariadb: Dialect = {
  ...common,
  catalog: makeCatalog({ exactCollation: "utf8mb4_nopad_bin", isExact: /_nopad_bin$/ }),
  claim: makeClaim("set statement innodb_lock_wait_timeout = 0 for "),
}

/** MySQL 8.0.17 or newer. Not tried: no server was at hand. */
export const mysql: Dialect = {
  ...common,
  catalog: makeCatalog({ exactCollation: "utf8mb4_0900_bin", isExact: /_0900_bin$/ }),
  claim: makeClaim(""),
}
