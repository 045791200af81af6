import type { Dialect } from "./Dialect.ts"
import { mariadb, mysql } from "./mysql/mysql.ts"
import { postgres } from "./postgres/postgres.ts"
import { sqlite } from "./sqlite/sqlite.ts"

/** The databases whose statements are known. */
export type DialectName = "postgres" | "sqlite" | "mariadb" | "mysql"

export const dialects: { readonly [name in DialectName]: Dialect } = { postgres, sqlite, mariadb, mysql }
