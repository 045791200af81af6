export const BULK_PATH = "/v1/accounts/contacts/bulk"

/** The database that the benchmark prepared. */
export const databaseUrl = process.env["DATABASE_URL"] ?? ""

/** Prints the server's address in the form that the benchmark expects. */
export const announce = (origin: string): void => void process.stdout.write(`listens on ${origin}\n`)
