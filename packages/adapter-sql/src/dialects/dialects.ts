import type { Dialect } from "./Dialect.ts"
import { postgres } from "./postgres/postgres.ts"
import { sqlite } from "./sqlite/sqlite.ts"

/** The databases whose statements are known. */
export type DialectName = "postgres" | "sqlite"

export const dialects: { readonly [name in DialectName]: Dialect } = { postgres, sqlite }
