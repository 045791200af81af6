import type { Dialect } from "../dialects/Dialect.ts"
import type { SqlRunner } from "../SqlRunner.ts"
import { isConflict, translateError } from "./driverErrors.ts"

type Transaction<Tx> = (run: (tx: Tx) => Promise<void>) => Promise<void>

/** How often a transaction is run again after a deadlock or a serialization failure. */
const RETRIES = 4

/** Transactions of the store's own, at the isolation level for which the statements are written. */
export const ownTransaction =
  <Tx>(runner: SqlRunner<Tx>, isolation: string | null): Transaction<Tx> =>
  async (run) => {
    for (let retries = RETRIES; ; retries--) {
      try {
        await runner.transaction(async (tx) => {
          if (isolation !== null) await runner.query(tx, isolation, [])
          await run(tx)
        })
        return
      } catch (error) {
        if (retries === 0 || !isConflict(error)) throw translateError(error)
      }
    }
  }

/**
 * A part of the caller's transaction, which the caller commits or rolls back. If it fails, only this part is undone, so that
 * the caller may go on. A conflict is the caller's to retry: it has ended the whole transaction. Rejects before anything is
 * written if the caller has begun no transaction. Throws a `TypeError` if there is no handle.
 */
export const withinTransaction = <Tx>(runner: SqlRunner<Tx>, dialect: Dialect, tx: Tx): Transaction<Tx> => {
  if (tx === undefined || tx === null)
    throw new TypeError(`within(tx) takes the handle of a transaction that you have begun, not ${tx}`)
  const execute = async (sql: string): Promise<void> => {
    await runner.query(tx, sql, [])
  }
  return async (run) => {
    try {
      if (!(await dialect.setSavepoint(execute, SAVEPOINT))) throw new Error(NOT_BEGUN)
      try {
        await run(tx)
      } catch (error) {
        // A deadlock or a lost connection may have ended the transaction, and the savepoint with it.
        await execute(`rollback to savepoint ${SAVEPOINT}`).catch(() => {})
        throw error
      }
      await execute(`release savepoint ${SAVEPOINT}`)
    } catch (error) {
      throw translateError(error)
    }
  }
}

const SAVEPOINT = "bulk_contacts"

const NOT_BEGUN =
  "No transaction has begun, and nothing was stored: within(tx) takes the connection on which you began a transaction, not a pool"
