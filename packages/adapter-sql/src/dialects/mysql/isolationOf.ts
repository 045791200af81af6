import type { Name } from "../../mapping/resolveTables.ts"
import { hasCode } from "../../transactions/driverErrors.ts"
import type { Query } from "../Dialect.ts"

const ACCESS_DENIED = 1227

/** The server shows transactions as they were a tenth of a second ago. */
const SETTLE = "do sleep(0.15)"

/**
 * Returns the isolation level of the current transaction, or null if the user may not see it. The variables do not tell: they
 * have the session's level, and a transaction may have another.
 */
export const isolationOf = async (query: Query, table: Name): Promise<string | null> => {
  await query(`select 1 from ${table.sql} limit 1`)
  await query(SETTLE)
  try {
    const [row] = await query(
      "select trx_isolation_level as level from information_schema.innodb_trx where trx_mysql_thread_id = connection_id()",
    )
    return row === undefined ? null : String(row["level"])
  } catch (error) {
    if (hasCode(error, ACCESS_DENIED)) return null
    throw error
  }
}
