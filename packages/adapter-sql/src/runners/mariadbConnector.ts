import type { SqlRow, SqlRunner } from "../SqlRunner.ts"
import { inReadCommitted } from "./inReadCommitted.ts"

/** A connection of `mariadb`, in a transaction. */
export interface MariadbConnection {
  /** Runs a statement. */
  readonly query: (sql: string, parameters?: Array<string | null>) => Promise<unknown>
  /** Returns the connection to its pool. */
  readonly release: () => Promise<void>
  /** Closes the connection. */
  readonly destroy: () => void
}

/** A pool of `mariadb`. */
export interface MariadbPool {
  /** Takes a connection, which has to be released. */
  readonly getConnection: () => Promise<MariadbConnection>
}

/** Runs SQL with `mariadb`, MariaDB's own driver, at the isolation level that the store needs. */
export const mariadbConnector = (pool: MariadbPool): SqlRunner<MariadbConnection> => ({
  dialects: ["mariadb", "mysql"],
  transaction: async (run) => inReadCommitted(await pool.getConnection(), run),
  query: async (connection, sql, parameters) => {
    const rows = await connection.query(sql, parameters)
    return Array.isArray(rows) ? (rows as ReadonlyArray<SqlRow>) : []
  },
})
