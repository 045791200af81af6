import type { SqlRow, SqlRunner } from "../SqlRunner.ts"

/** A database of `node:sqlite`. */
export interface NodeSqliteDatabase {
  /** Runs statements. */
  readonly exec: (sql: string) => unknown
  /** Compiles a statement. */
  readonly prepare: (sql: string) => {
    /** Runs it and returns its rows. */
    readonly all: (...parameters: Array<string | null>) => ReadonlyArray<unknown>
  }
}

/**
 * Runs SQL with `node:sqlite`. A connection has one transaction at a time, so they wait for each other: use `transaction` for
 * those of your own, too.
 */
export const nodeSqlite = <Database extends NodeSqliteDatabase>(database: Database): SqlRunner<Database> => {
  let last: Promise<unknown> = Promise.resolve()
  const runOne = async (run: (tx: Database) => Promise<void>) => {
    // Immediate: a transaction that reads first could not write once another one has.
    database.exec("begin immediate")
    try {
      await run(database)
      database.exec("commit")
    } catch (error) {
      rollBack(database)
      throw error
    }
  }
  return {
    dialects: ["sqlite"],
    transaction: (run) => {
      const next = last.then(() => runOne(run))
      last = next.catch(() => {})
      return next
    },
    query: (tx, sql, parameters) => tx.prepare(sql).all(...parameters) as ReadonlyArray<SqlRow>,
  }
}

/** A full disk, for example, has rolled back already: then there is nothing to roll back. */
const rollBack = (database: NodeSqliteDatabase): void => {
  try {
    database.exec("rollback")
  } catch {}
}
