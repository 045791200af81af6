import type { Query } from "../dialects/Dialect.ts"
import type { IdType } from "../mapping/ids.ts"
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
  /** Whether a row may have null in it. */
  readonly nullable: boolean
  /** In characters; null if there is no limit. */
  readonly maxLength: number | null
  /** Whether values that differ may be equal, because of its collation. */
  readonly inexact: boolean
  /** Its collation as SQL, if a statement that changes its type has to repeat it. */
  readonly collation: string | null
  /** The types under which the mapping can name it as a column of ids. */
  readonly idTypes: ReadonlyArray<IdType>
}

/** What is wrong with a column. One statement corrects all of it. */
export interface ColumnFaults {
  /** Its type loses something. */
  readonly unfit: boolean
  /** It is too short. */
  readonly short: boolean
  /** It treats different values as equal. */
  readonly inexact: boolean
  /** It takes no null. */
  readonly notNull: boolean
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
  /** The names of the unique indexes over these columns or expressions, as far as they can be told: of all rows, or also of some. */
  readonly uniqueNames: (
    query: Query,
    table: Name,
    columns: ReadonlyArray<string>,
    alsoPartial: boolean,
  ) => Promise<ReadonlyArray<string>>
  /** The statement that corrects a column and keeps everything else about it, or null if no statement does. */
  readonly changeColumn: (
    query: Query,
    table: Name,
    expected: ExpectedColumn,
    found: FoundColumn,
    faults: ColumnFaults,
  ) => Promise<string | null>
  /** What a column of the type loses of its values, or null. */
  readonly loss: (kind: ColumnKind, type: string) => string | null
  /** The time zone from which the database converts the times of a type of column, or null if it is UTC or converts none. */
  readonly zoneOf: (query: Query, type: string) => Promise<string | null>
}
