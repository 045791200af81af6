import { requireMethods } from "../requireMethods.ts"
import type { SqlRow, SqlRunner } from "../SqlRunner.ts"
import { inReadCommitted } from "./inReadCommitted.ts"

/** A connection of `mysql2/promise`, in a transaction. */
export interface Mysql2Connection {
  /** Runs a statement. */
  readonly query: (sql: string, parameters?: Array<string | null>) => Promise<readonly [unknown, unknown]>
  /** Returns the connection to its pool. */
  readonly release: () => void
  /** Closes the connection. */
  readonly destroy: () => void
}

/** A pool of `mysql2/promise`. */
export interface Mysql2Pool {
  /** Takes a connection, which has to be released. */
  readonly getConnection: () => Promise<Mysql2Connection>
}

/**
 * Runs SQL with `mysql2/promise` on MariaDB or MySQL, at the isolation level that the store needs. Throws a `TypeError` for a
 * pool of `mysql2`, which takes callbacks.
 */
export const mysql2 = (pool: Mysql2Pool): SqlRunner<Mysql2Connection> => {
  requireMethods("pool", "pool of mysql2/promise", pool, ["getConnection"])
  if ("promise" in pool)
    throw new TypeError("mysql2 needs a pool of mysql2/promise: pass pool.promise(), or import createPool from there")
  return runnerOf(pool)
}

const runnerOf = (pool: Mysql2Pool): SqlRunner<Mysql2Connection> => ({
  dialects: ["mariadb", "mysql"],
  transaction: async (run) => inReadCommitted(await pool.getConnection(), run),
  query: async (connection, sql, parameters) => {
    const [rows] = await connection.query(sql, parameters)
    return Array.isArray(rows) ? (rows as ReadonlyArray<SqlRow>) : []
  },
})
