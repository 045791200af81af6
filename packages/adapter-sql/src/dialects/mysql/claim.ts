import { hasCode } from "../../transactions/driverErrors.ts"
import type { Dialect } from "../Dialect.ts"
import { idParameter, makeParameters, timeParameter } from "./parameters.ts"

/** A lock is held by another transaction: `nowait`, or no time to wait for it. */
const isLocked = (error: unknown): boolean => hasCode(error, 1205) || hasCode(error, 3572)

const DUPLICATE_ENTRY = 1062

/**
 * Locks the row of a key. If there is none, inserts one without a fingerprint, which is no record: it is replaced at the end
 * of the transaction, or rolled back. Not a lock by name, which would outlive the transaction.
 *
 * `noWait` is what makes an insert fail instead of waiting for another transaction's.
 */
export const makeClaim =
  (noWait: string): Dialect["claim"] =>
  async (query, { tenant, idempotency }, organizationId, name) => {
    if (idempotency === null) return false
    const { table, key, fingerprint, result, createdAt } = idempotency
    const lock = async (): Promise<boolean> => {
      const parameters = makeParameters()
      const ofTenant =
        tenant === null ? "" : `${tenant.sql} = ${idParameter(parameters, organizationId, tenant.type)} and `
      const rows = await query(
        `select 1 from ${table.sql} where ${ofTenant}${key.sql} = ${parameters.add(name)} for update nowait`,
        parameters,
      )
      return rows.length > 0
    }
    const insert = async (): Promise<void> => {
      const parameters = makeParameters()
      const values = [
        ...(tenant === null ? [] : [[tenant, idParameter(parameters, organizationId, tenant.type)] as const]),
        [key, parameters.add(name)] as const,
        [fingerprint, "''"] as const,
        [result, "'{}'"] as const,
        [createdAt, timeParameter(parameters, new Date())] as const,
      ]
      await query(
        `${noWait}insert into ${table.sql} (${values.map(([{ sql }]) => sql).join(", ")})
        values (${values.map(([, value]) => value).join(", ")})`,
        parameters,
      )
    }
    try {
      if (!(await lock())) await insert()
      return true
    } catch (error) {
      // Another transaction has stored the key since it was looked for: it was in use.
      if (isLocked(error) || hasCode(error, DUPLICATE_ENTRY)) return false
      throw error
    }
  }
