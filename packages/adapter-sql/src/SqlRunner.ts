import type { DialectName } from "./dialects/dialects.ts"

/** A row, by the names of its columns. */
export type SqlRow = Readonly<Record<string, unknown>>

/**
 * Runs SQL in the transactions of a driver, query builder or ORM. `Tx` is its handle of a transaction. Errors are passed on
 * as they are: the store translates them.
 */
export interface SqlRunner<Tx> {
  /**
   * Runs `run` in a transaction of its own connection. Commits when it resolves; rolls back and rejects when it rejects.
   */
  readonly transaction: (run: (tx: Tx) => Promise<void>) => PromiseLike<unknown>

  /**
   * Runs one statement in the transaction and returns its rows, if any. Placeholders are `$1`, `$2`, … in PostgreSQL and
   * `?` elsewhere; every parameter is a string or null.
   */
  readonly query: (
    tx: Tx,
    sql: string,
    parameters: Array<string | null>,
  ) => PromiseLike<ReadonlyArray<SqlRow>> | ReadonlyArray<SqlRow>

  /** The dialects of the databases that the driver connects to, if it is known: a store of another one is a `TypeError`. */
  readonly dialects?: ReadonlyArray<DialectName>
}
