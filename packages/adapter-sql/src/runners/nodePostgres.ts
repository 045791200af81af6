import { requireMethods } from "../requireMethods.ts"
import type { SqlRow, SqlRunner } from "../SqlRunner.ts"

/** A client of `pg`, in a transaction. */
export interface NodePostgresClient {
  /** Runs a statement. */
  readonly query: (sql: string, parameters?: Array<string | null>) => Promise<{ readonly rows: ReadonlyArray<SqlRow> }>
  /** Adds a listener. */
  readonly on: (event: "error", listener: () => void) => unknown
  /** Removes a listener. */
  readonly off: (event: "error", listener: () => void) => unknown
  /** Returns the client to its pool, or closes it. */
  readonly release: (destroy?: boolean) => void
}

/** A pool of `pg`. */
export interface NodePostgresPool {
  /** Takes a client, which has to be released. */
  readonly connect: () => Promise<NodePostgresClient>
}

/** Runs SQL with node-postgres (`pg`). */
export const nodePostgres = (pool: NodePostgresPool): SqlRunner<NodePostgresClient> => {
  requireMethods("pool", "pool of pg", pool, ["connect"])
  return runnerOf(pool)
}

const runnerOf = (pool: NodePostgresPool): SqlRunner<NodePostgresClient> => ({
  dialects: ["postgres"],
  transaction: async (run) => {
    const client = await pool.connect()
    // A connection that is lost between two statements: the next one fails, and without a listener the process would end.
    const ignore = () => {}
    client.on("error", ignore)
    let broken = false
    try {
      await client.query("begin")
      await run(client)
      await client.query("commit")
    } catch (error) {
      await client.query("rollback").catch(() => {
        broken = true
      })
      throw error
    } finally {
      client.off("error", ignore)
      client.release(broken)
    }
  },
  query: async (client, sql, parameters) => (await client.query(sql, parameters)).rows,
})
