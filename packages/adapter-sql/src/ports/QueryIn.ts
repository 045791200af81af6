import type { Query } from "../dialects/Dialect.ts"

/** Runs statements in the transaction of a handle. */
export type QueryIn<Tx> = (tx: Tx) => Query
