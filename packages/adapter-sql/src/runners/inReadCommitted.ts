interface Connection {
  readonly query: (sql: string) => Promise<unknown>
  readonly release: () => unknown
  readonly destroy: () => unknown
}

/** Runs a function in a transaction of a connection to MariaDB or MySQL, and returns the connection to its pool. */
export const inReadCommitted = async <C extends Connection>(
  connection: C,
  run: (connection: C) => Promise<void>,
): Promise<void> => {
  let broken = false
  try {
    // For the next transaction only.
    await connection.query("set transaction isolation level read committed")
    await connection.query("start transaction")
    await run(connection)
    await connection.query("commit")
  } catch (error) {
    await connection.query("rollback").catch(() => {
      broken = true
    })
    throw error
  } finally {
    await (broken ? connection.destroy() : connection.release())
  }
}
