export const BULK_PATH = "/v1/accounts/contacts/bulk"

/** The database that the benchmark has prepared. */
export const databaseUrl = process.env["DATABASE_URL"] ?? ""

/** Says where the server listens, as the benchmark expects it. */
export const announce = (origin: string): void => void process.stdout.write(`listens on ${origin}\n`)
