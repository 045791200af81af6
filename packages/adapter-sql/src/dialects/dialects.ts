import type { Dialect } from "./Dialect.ts"
import { postgres } from "./postgres/postgres.ts"

/** The databases whose statements are known. */
export type DialectName = "postgres"

export const dialects: { readonly [name in DialectName]: Dialect } = { postgres }
