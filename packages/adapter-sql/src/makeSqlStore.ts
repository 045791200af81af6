import {
  type BulkContactsPorts,
  type BulkContactsPortsWithKeys,
  type ContactsService,
  type ContactsServiceOptions,
  makeContactsService,
} from "@bulk-contacts/core/promise"
import { checkIsolation, checkTables } from "./check/checkTables.ts"
import type { TableProblem } from "./check/TableProblem.ts"
import type { Dialect, Query } from "./dialects/Dialect.ts"
import { type DialectName, dialects } from "./dialects/dialects.ts"
import { makeServiceWithin } from "./makeServiceWithin.ts"
import { checkKeys } from "./mapping/checkKeys.ts"
import { resolveTables, type Tables } from "./mapping/resolveTables.ts"
import type { IdempotencyTable, SqlTables } from "./mapping/SqlTables.ts"
import { mayExist } from "./ports/conditions.ts"
import { contactReaderPort } from "./ports/contactReader.ts"
import { contactsPort } from "./ports/contacts.ts"
import { idempotencyRecordsPort } from "./ports/idempotencyRecords.ts"
import { importsPort } from "./ports/imports.ts"
import type { QueryIn } from "./ports/QueryIn.ts"
import { referenceReaderPort } from "./ports/referenceReader.ts"
import { accountsPort, contactTypesPort } from "./ports/references.ts"
import { requireMethods } from "./requireMethods.ts"
import type { SqlRow, SqlRunner } from "./SqlRunner.ts"
import { ownTransaction, withinTransaction } from "./transactions/transactions.ts"

/** What a store on your own tables consists of. */
export interface SqlStoreOptions<Tx> {
  readonly dialect: DialectName
  readonly runner: SqlRunner<Tx>
  readonly tables: SqlTables
  readonly policy?: NonNullable<ContactsServiceOptions<Tx>["policy"]>
}

/** Bulk creates on your own tables. */
export interface SqlStore<Tx> {
  readonly contacts: SqlContactsService<Tx>
  /** For `layerPromisePorts`, or for a service of your own. */
  readonly ports: BulkContactsPorts<Tx>
  /**
   * Compares the tables with the mapping, without changing anything. Resolves with what is wrong: a table, column or unique
   * index that is missing, a type or collation that loses something, a column that gets no value. Call it when your program
   * starts. The fixes, run in order, create the tables that do not exist.
   */
  readonly check: () => Promise<ReadonlyArray<TableProblem>>
}

/** A store whose mapping has `idempotency`: its ports are complete for the HTTP API. */
export interface SqlStoreWithKeys<Tx> extends SqlStore<Tx> {
  readonly ports: BulkContactsPortsWithKeys<Tx>
}

/** What a store with idempotency keys consists of. */
export type SqlStoreOptionsWithKeys<Tx> = SqlStoreOptions<Tx> & {
  readonly tables: { readonly idempotency: IdempotencyTable }
}

/** The bulk creation of contacts in transactions of its own, or in yours. */
export interface SqlContactsService<Tx> extends ContactsService {
  /**
   * The same service within a transaction that you have begun: what it stores is committed or rolled back with your own
   * rows. A call that is rejected or fails leaves nothing of its own, and your transaction usable, unless the database ended
   * it: after a deadlock, run your transaction again. Await each call before the next statement. If no transaction has begun,
   * a call rejects and stores nothing. Throws a `TypeError` if there is no `tx`.
   */
  readonly within: (tx: Tx) => ContactsService
}

/**
 * Makes a store from a mapping of your tables. Nothing is connected to until the first request. Throws a `TypeError` that
 * says what is wrong with the mapping, and where.
 *
 * @example
 * ```ts
 * import { makeSqlStore, nodePostgres } from "@bulk-contacts/adapter-sql"
 * import pg from "pg"
 *
 * const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
 * await pool.query(`
 *   create table people (id uuid primary key, email text unique, name text, signed_up_at timestamptz)`)
 *
 * const { contacts } = makeSqlStore({
 *   dialect: "postgres",
 *   runner: nodePostgres(pool),
 *   tables: {
 *     tenant: { organization: "acme" },
 *     contacts: {
 *       table: "people",
 *       id: "id",
 *       email: "email",
 *       firstName: "name",
 *       lastName: null,
 *       phoneNumber: null,
 *       avatarUrl: null,
 *       source: null,
 *       contactType: null,
 *       customFieldValues: null,
 *       metadata: null,
 *       createdAt: "signed_up_at",
 *     },
 *     contactTypes: { constant: "lead" },
 *   },
 * })
 * const outcome = await contacts.bulkCreate("acme", { contacts: ["ada@example.com", "ADA@example.com"] })
 * console.log(outcome) // { ok: true, total: 2, created: 1, skipped: 1, replayed: false }
 * await pool.end()
 * ```
 */
export const makeSqlStore: {
  <Tx>(options: SqlStoreOptionsWithKeys<Tx>): SqlStoreWithKeys<Tx>
  <Tx>(options: SqlStoreOptions<Tx>): SqlStore<Tx>
} = <Tx>(storeOptions: SqlStoreOptions<Tx>): SqlStoreWithKeys<Tx> => {
  checkKeys("options", storeOptions, ["dialect", "runner", "tables", "policy"])
  const { dialect: name, runner, tables: mapping, policy } = storeOptions
  const dialect = dialectOf(name, runner)
  const tables: Tables = resolveTables(mapping, dialect.quote)
  const { activeEmail, deletedAt, emailIgnoresCase, importId } = tables.contacts
  if (dialect.needsActiveEmail && activeEmail === null && (deletedAt !== null || emailIgnoresCase))
    throw new TypeError(`contacts.activeEmail must name a generated column, because ${name} has no partial indexes`)
  if (tables.imports !== null && importId === null)
    throw new TypeError("imports needs contacts.importId, the column that holds the import of a contact")
  if (tables.imports !== null && deletedAt === null)
    throw new TypeError("imports needs contacts.deletedAt, because an undo soft-deletes contacts")
  const queryIn =
    (tx: Tx): Query =>
    async (sql, parameters) => {
      const rows = await runner.query(tx, sql, parameters?.values ?? [])
      // Of statements that return no rows, some drivers return other objects.
      if (Array.isArray(Object(rows).rows))
        throw new TypeError("runner.query must return the rows alone: of a result of pg, its property rows")
      return rows
    }
  const ports: BulkContactsPorts<Tx> = {
    transaction: ownTransaction(runner, dialect.isolation),
    // Nobody knows better: the tables of tenants are not part of the mapping.
    organizations: { exists: async (_, organizationId) => mayExist(tables, organizationId) },
    accounts: accountsPort(dialect, tables, queryIn),
    contactTypes: contactTypesPort(dialect, tables, queryIn),
    contacts: contactsPort(dialect, tables, queryIn),
    contactReader: contactReaderPort(dialect, tables, queryIn),
    referenceReader: referenceReaderPort(dialect, tables, queryIn),
    ...(tables.idempotency !== null && {
      idempotencyRecords: idempotencyRecordsPort(dialect, tables, tables.idempotency, queryIn),
    }),
    ...(tables.imports !== null &&
      importId !== null &&
      deletedAt !== null && {
        imports: importsPort(dialect, tables, tables.imports, { column: importId, deletedAt }, queryIn),
      }),
  }
  const options = { ...ports, ...(policy !== undefined && { policy }) }
  return {
    // The first signature promises the records only if the mapping has them.
    ports: ports as BulkContactsPortsWithKeys<Tx>,
    check: async () => {
      const problems = await checkTables(dialect, inOwnTransaction(ports.transaction, queryIn), tables)
      // The level is looked up in a transaction that has read the tables.
      if (problems.length > 0) return problems
      let isolation: ReadonlyArray<TableProblem> = []
      await ports.transaction(async (tx) => {
        isolation = await checkIsolation(dialect, queryIn(tx), tables)
      })
      return isolation
    },
    contacts: {
      ...makeContactsService(options),
      within: (tx) => makeServiceWithin(options, withinTransaction(runner, dialect, tx)),
    },
  }
}

const dialectOf = <Tx>(name: DialectName, runner: SqlRunner<Tx>): Dialect => {
  requireMethods("runner", "SqlRunner, for example nodePostgres(pool)", runner, ["transaction", "query"])
  const { dialects: spoken } = runner
  const dialect = dialects[name]
  if (dialect === undefined) throw new TypeError(`dialect must be one of ${Object.keys(dialects).join(", ")}`)
  if (spoken !== undefined && !spoken.includes(name))
    throw new TypeError(`dialect is ${name}, but the runner's driver is for ${spoken.join(" and ")}`)
  return dialect
}

/** Runs each statement in a transaction of its own: one that fails ends it, and with some drivers cannot be undone alone. */
const inOwnTransaction =
  <Tx>(transaction: BulkContactsPorts<Tx>["transaction"], queryIn: QueryIn<Tx>): Query =>
  async (sql, parameters) => {
    let rows: ReadonlyArray<SqlRow> = []
    await transaction(async (tx) => {
      rows = await queryIn(tx)(sql, parameters)
    })
    return rows
  }
