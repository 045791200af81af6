import type { ContactFilter, OrganizationId } from "@bulk-contacts/core"
import type { Database } from "./Database.ts"

/** Which contacts: those that meet every condition, and whether those that were deleted before are among them. */
export interface DeletionTarget {
  readonly organizationId: OrganizationId
  readonly filter: ContactFilter
  readonly includesDeleted: boolean
}

const matching = ({ sql }: Database, { organizationId, filter, includesDeleted }: DeletionTarget) => {
  const { email, accountId, contactType, source, importId, createdAfter, createdBefore } = filter
  return sql.and([
    sql`contacts.organization_id = ${organizationId}`,
    ...(includesDeleted ? [] : [sql`contacts.deleted_at is null`]),
    ...(email === undefined ? [] : [sql`contacts.email = ${email}`]),
    ...(accountId === undefined ? [] : [sql`${accountId} = any(contacts.account_ids)`]),
    ...(contactType === undefined ? [] : [sql`contacts.contact_type = ${contactType}`]),
    ...(source === undefined ? [] : [sql`contacts.source = ${source}`]),
    ...(importId === undefined ? [] : [sql`contacts.import_id::text = ${importId.toLowerCase()}`]),
    ...(createdAfter === undefined ? [] : [sql`contacts.created_at >= ${createdAfter}`]),
    ...(createdBefore === undefined ? [] : [sql`contacts.created_at < ${createdBefore}`]),
  ])
}

export const countContacts = (database: Database, target: DeletionTarget) => database.sql<{
  readonly matching: number
}>`
  select count(*)::int as matching from ${database.tables.contacts} where ${matching(database, target)}`

/** Run it with `affectedRows`. */
export const softDeleteContacts = (database: Database, target: DeletionTarget, now: Date) => database.sql`
  update ${database.tables.contacts} set deleted_at = ${now.toISOString()} where ${matching(database, target)}`

/** Removes the rows. Run it with `affectedRows`. */
export const purgeContacts = (database: Database, target: DeletionTarget) => database.sql`
  delete from ${database.tables.contacts} where ${matching(database, target)}`

/** Removes the batches of streams that contain one of the contacts' emails. Such a stream fails, and can be repeated. */
export const purgeStaged = (database: Database, target: DeletionTarget) => database.sql`
  delete from ${database.tables.staged_contacts}
  where organization_id = ${target.organizationId}
    and emails && (
      select coalesce(array_agg(email), '{}') from ${database.tables.contacts} where ${matching(database, target)}
    )`

/** Removes the stored results that name one of the contacts. */
export const purgeResults = (database: Database, target: DeletionTarget) => database.sql`
  delete from ${database.tables.idempotency_records}
  where idempotency_records.organization_id = ${target.organizationId}
    and exists (
      select from ${database.tables.contacts}
      where ${matching(database, target)} and strpos(idempotency_records.result::text, to_json(email)::text) > 0
    )`
