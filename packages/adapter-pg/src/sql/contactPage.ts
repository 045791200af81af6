import {
  type ContactFilter,
  type ContactQuery,
  isImportId,
  type ListedContact,
  type OrganizationId,
} from "@bulk-contacts/core/ports"
import type * as SqlClient from "effect/sql/SqlClient"
import type * as Statement from "effect/sql/Statement"
import type { Database } from "./Database.ts"

/** A row of a page, and the key at which the scan ended before the page was full; null if it did not. */
export interface PageRow extends Omit<ListedContact, "id"> {
  /** Null in a page without contacts. */
  readonly id: ListedContact["id"] | null
  readonly end: string | null
}

/**
 * Reads up to `limit` contacts of those that come after `after`, and examines no more than `scan` rows for them. Returns at
 * least one row.
 *
 * The rows to examine are a range of an index that the conditions of `inRange` delimit; the other conditions are checked row
 * by row. Therefore a page takes the same time however many contacts there are and wherever it begins.
 */
export const readContactPage = (
  { sql, tables }: Database,
  organizationId: OrganizationId,
  { filter, sort, after, limit }: ContactQuery,
  scan: number,
) => {
  const isNewest = sort === "newest"
  const order = isNewest ? sql`id desc` : sql`email`
  const afterKey = after === null ? [] : [isNewest ? sql`id < ${after}` : sql`email > ${after}`]
  const range = sql.and([sql`organization_id = ${organizationId}`, ...afterKey, ...inRange(sql, filter, isNewest)])
  return sql<PageRow>`
    with page as materialized (
      select *
      from (select * from ${tables.contacts} where ${range} order by ${order} limit ${scan}) as scanned
      where ${sql.and([sql`deleted_at is null`, ...perRow(sql, filter)])}
      order by ${order}
      limit ${limit}
    )
    select
      page.id, email, first_name as "firstName", last_name as "lastName", phone_number as "phoneNumber",
      avatar_url as "avatarUrl", contact_type as "contactType", coalesce(account_ids, '{}') as "accountIds", source,
      custom_field_values as "customFieldValues", metadata, created_at as "createdAt", updated_at as "updatedAt",
      import_id as "importId", "end"
    from (select) as one
    left join page on true
    left join (
      select ${isNewest ? sql`id::text` : sql`email`} as "end"
      from ${tables.contacts}
      -- Not executed if the page is full.
      where ${range} and (select count(*) from page) < ${limit}
      order by ${order}
      offset ${scan - 1}
      limit 1
    ) as last on true
    order by ${isNewest ? sql`page.id desc` : sql`page.email`}`
}

/** Conditions that delimit the rows of an index. The id of a contact begins with its time of creation. */
const inRange = (
  sql: SqlClient.SqlClient,
  { email, importId, createdAfter, createdBefore }: ContactFilter,
  isNewest: boolean,
): ReadonlyArray<Statement.Fragment> => [
  ...(email === undefined ? [] : [sql`email = ${email} and deleted_at is null`]),
  ...(isNewest ? [] : [sql`deleted_at is null`]),
  // The index over them is in the order of ids.
  ...(isNewest && importId !== undefined ? [sql`${ofImport(sql, importId)} and deleted_at is null`] : []),
  ...(isNewest && createdAfter !== undefined ? [sql`id >= ${firstIdAt(createdAfter)}`] : []),
  ...(isNewest && createdBefore !== undefined ? [sql`id < ${firstIdAt(createdBefore)}`] : []),
]

/** Conditions that each row is checked for. */
const perRow = (
  sql: SqlClient.SqlClient,
  { accountId, contactType, source, importId, createdAfter, createdBefore }: ContactFilter,
): ReadonlyArray<Statement.Fragment> => [
  ...(accountId === undefined ? [] : [sql`${accountId} = any(account_ids)`]),
  ...(contactType === undefined ? [] : [sql`contact_type = ${contactType}`]),
  ...(source === undefined ? [] : [sql`source = ${source}`]),
  ...(importId === undefined ? [] : [ofImport(sql, importId)]),
  ...(createdAfter === undefined ? [] : [sql`created_at >= ${createdAfter}`]),
  ...(createdBefore === undefined ? [] : [sql`created_at < ${createdBefore}`]),
]

/** Text that cannot be the id of an import is that of none. */
const ofImport = (sql: SqlClient.SqlClient, importId: string): Statement.Fragment =>
  isImportId(importId) ? sql`import_id = ${importId}` : sql`false`

const MAX_TIME = 2 ** 48 - 1

/** The least id of a contact that is created at this time (RFC 9562 §5.7). */
const firstIdAt = (time: Date): string => {
  const millis = Math.min(Math.max(time.getTime(), 0), MAX_TIME)
  const digits = millis.toString(16).padStart(12, "0")
  return `${digits.slice(0, 8)}-${digits.slice(8)}-0000-0000-000000000000`
}
