import type { Sql } from "postgres"
import { makeBatches } from "../measure/contacts.ts"
import { sendAll } from "../measure/load.ts"
import type { OwnDatabase } from "../systems/bulkContacts.ts"
import type { System } from "../systems/System.ts"

/** What storing contacts takes of PostgreSQL's disks, in bytes per contact. */
export interface Storage {
  /** Rows in the table before. */
  readonly rows: number
  readonly isLogCompressed: boolean
  /**
   * The write-ahead log right after a checkpoint. The first change of a page after a checkpoint writes the whole page, and
   * contacts change as many pages of the index on emails as there are contacts, until every page was changed.
   */
  readonly logAfterCheckpoint: number
  /** The same for as many contacts after those. */
  readonly logLater: number
  readonly table: number
  readonly indexes: number
}

let runs = 0

/** Sends new contacts to a server whose table has about this number of rows: twice this number of requests of 1,000. */
export const measureStorage = async (
  system: System,
  { sql }: OwnDatabase,
  rows: number,
  requests: number,
  isLogCompressed: boolean,
): Promise<Storage> => {
  await sql.unsafe(`alter system set wal_compression = ${isLogCompressed ? "on" : "off"}`)
  await sql`select pg_reload_conf()`
  const client = await system.connect(4)
  const batches = makeBatches(1000, 2 * requests, 0, `w${runs++}`).batches.map(system.encode)
  await sql`checkpoint`
  const before = await readSizes(sql)
  await sendAll(client, batches.slice(0, requests), 4)
  const between = await readSizes(sql)
  await sendAll(client, batches.slice(requests), 4)
  const after = await readSizes(sql)
  await client.close()

  const contacts = requests * 1000
  return {
    rows,
    isLogCompressed,
    logAfterCheckpoint: (between.log - before.log) / contacts,
    logLater: (after.log - between.log) / contacts,
    table: (after.table - before.table) / (2 * contacts),
    indexes: (after.indexes - before.indexes) / (2 * contacts),
  }
}

/** In bytes. */
const readSizes = async (
  sql: Sql,
): Promise<{ readonly log: number; readonly table: number; readonly indexes: number }> => {
  const [row] = await sql<[{ log: number; table: number; indexes: number }]>`
    select
      (pg_current_wal_insert_lsn() - '0/0')::float8 as log,
      pg_table_size('contacts')::float8 as table,
      pg_indexes_size('contacts')::float8 as indexes`
  return row
}
