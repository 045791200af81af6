import type { NewContact } from "@bulk-contacts/core/promise"
import type { Catalog } from "../check/Catalog.ts"
import type { Quote } from "../mapping/identifiers.ts"
import type { IdType } from "../mapping/ids.ts"
import type { Idempotency, Name, Tables } from "../mapping/resolveTables.ts"
import type { SqlRow } from "../SqlRunner.ts"
import type { Parameters } from "./Parameters.ts"

/** Runs a statement in the current transaction. */
export type Query = (sql: string, parameters?: Parameters) => Promise<ReadonlyArray<SqlRow>>

/** Runs a statement that has no rows in the current transaction. */
export type Execute = (sql: string) => Promise<void>

/** What differs between databases. Functions that take `parameters` add to them and return SQL. */
export interface Dialect {
  readonly quote: Quote
  readonly parameters: () => Parameters
  /** The first statement of the store's own transactions. */
  readonly isolation: string | null
  /** Sets a savepoint, or returns false and changes nothing if no transaction has begun. */
  readonly setSavepoint: (execute: Execute, name: string) => Promise<boolean>
  /** The end of a query whose rows must stay as they are until the transaction ends. */
  readonly forShare: string
  /** An expression as text, as drivers return it unchanged. */
  readonly text: (sql: string) => string
  /** A time as text that `Date` reads. */
  readonly readTime: (sql: string) => string
  readonly id: (parameters: Parameters, value: string, type: IdType) => string
  readonly time: (parameters: Parameters, date: Date) => string
  readonly json: (parameters: Parameters, value: unknown) => string
  /** The condition that a column has one of the values. */
  readonly among: (parameters: Parameters, sql: string, values: ReadonlyArray<string>, type: IdType) => string
  /** The condition that a text is the same, in case and accents too. */
  readonly isExactly: (parameters: Parameters, sql: string, text: string) => string
  /** The condition that a column of ids is less than the id. */
  readonly isLess: (parameters: Parameters, sql: string, id: string) => string
  /** The condition that a column has one of the ids of contacts. */
  readonly amongIds: (parameters: Parameters, sql: string, ids: ReadonlyArray<string>) => string
  /** The condition that an array, as it is stored, contains a key. */
  readonly contains: (array: string, key: string) => string
  /** Joins the elements of an array, as it is stored, as rows with a `value`. */
  readonly elements: (array: string, alias: string) => string
  /** The most values of a list in a statement. */
  readonly maxList: number
  /** The condition that a row of the idempotency table is a record, if there may be others. */
  readonly isRecord: ((table: Idempotency) => string) | null
  /** Whether contacts that are deleted can only be left out of the unique index by a generated column. */
  readonly needsActiveEmail: boolean
  /** The end of an insert that replaces the row with the same `keys`. */
  readonly replacing: (keys: ReadonlyArray<Name>, columns: ReadonlyArray<Name>) => string
  /** Deletes or updates rows and returns how many there were. */
  readonly countAffected: (query: Query, sql: string, parameters: Parameters) => Promise<number>
  readonly catalog: Catalog
  /** Returns the isolation level of the current transaction if only the runner can set it, or null if it cannot be told. */
  readonly isolationOf: ((query: Query, table: Name) => Promise<string | null>) | null
  /** Locks a key until the transaction ends, or returns false at once. */
  readonly claim: (query: Query, tables: Tables, organizationId: string, key: string) => Promise<boolean>
  /** Inserts the contacts whose email is free, and returns how many. `contacts` is not empty. */
  readonly insertNew: (
    query: Query,
    tables: Tables,
    organizationId: string,
    contacts: ReadonlyArray<NewContact>,
  ) => Promise<number>
}
