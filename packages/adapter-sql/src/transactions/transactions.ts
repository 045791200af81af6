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
 * the caller may go on. A conflict is the caller's to retry: it has ended the whole transaction.
 */
export const withinTransaction =
  <Tx>(runner: SqlRunner<Tx>, tx: Tx): Transaction<Tx> =>
  async (run) => {
    const execute = (sql: string) => runner.query(tx, sql, [])
    try {
      await execute("savepoint bulk_contacts")
      try {
        await run(tx)
      } catch (error) {
        // A deadlock or a lost connection may have ended the transaction, and the savepoint with it.
        await Promise.resolve(execute("rollback to savepoint bulk_contacts")).catch(() => {})
        throw error
      }
      await execute("release savepoint bulk_contacts")
    } catch (error) {
      throw translateError(error)
    }
  }
