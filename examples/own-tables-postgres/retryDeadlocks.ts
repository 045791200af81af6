import postgres from "postgres"

/** Repeats a transaction that PostgreSQL rolled back to resolve a conflict with another one. */
export const retryDeadlocks = async (transaction: () => Promise<void>, retries = 4): Promise<void> => {
  try {
    await transaction()
  } catch (error) {
    if (!(error instanceof postgres.PostgresError && error.code === "40P01" && retries > 0)) throw error
    await retryDeadlocks(transaction, retries - 1)
  }
}
