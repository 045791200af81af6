import type { Query } from "../dialects/Dialect.ts"
import type { Name } from "../mapping/resolveTables.ts"
import type { ExpectedColumn } from "./expectedTables.ts"

/** What a column holds. */
export type ColumnKind =
  | "text"
  | "ascii"
  | "integer"
  | "uuid"
  | "key"
  | "email"
  | "json"
  | "array"
  | "time"
  | "deletion"
  | "boolean"

/** A column that a table has. */
export interface FoundColumn {
  readonly name: string
  readonly type: string
  /** Whether a row can be inserted without a value for it. */
  readonly optional: boolean
  /** In characters; null if there is no limit. */
  readonly maxLength: number | null
  /** Whether values that differ may be equal, because of its collation. */
  readonly inexact: boolean
}

/** What a database knows about its tables, and how it changes them. */
export interface Catalog {
  /** The type of a new column. */
  readonly typeOf: (kind: ColumnKind, maxLength: number) => string
  /** The type of a new primary key that the database generates. */
  readonly generatedKey: string
  /** How a generated column is stored. */
  readonly generated: "stored" | "virtual"
  /** The type of a column that holds a list of values of a type. */
  readonly arrayOf: (type: string) => string
  /** The statement that creates a unique index over the rows that meet a condition, or over all. */
  readonly uniqueIndex: (name: string, table: Name, columns: ReadonlyArray<string>, where: string | null) => string
  /** Returns the columns of a table; none if the table does not exist. */
  readonly columns: (query: Query, table: Name) => Promise<ReadonlyArray<FoundColumn>>
  /** Whether an insert into the table can skip rows by a unique index over these columns, or expressions, of these rows. */
  readonly isUnique: (
    query: Query,
    table: Name,
    columns: ReadonlyArray<string>,
    where: string | null,
  ) => Promise<boolean>
  /** The statement that makes a column exact, or gives it another type. */
  readonly changeType: (table: Name, expected: ExpectedColumn, found: FoundColumn) => string | null
  /** Whether the type can hold what the column is for. */
  readonly fits: (kind: ColumnKind, type: string) => boolean
}
