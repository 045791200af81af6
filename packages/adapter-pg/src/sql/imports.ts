import type { Import, ImportId, ImportsPage, NewImport, OrganizationId } from "@bulk-contacts/core/ports"
import type { Database } from "./Database.ts"

export const insertImport = (
  { sql, tables }: Database,
  organizationId: OrganizationId,
  { id, name, source, idempotencyKey, total, created, skipped, invalid, createdAt }: NewImport,
) => sql`
  insert into ${tables.imports} (
    organization_id, id, name, source, idempotency_key, total, created, skipped, invalid, remaining, created_at
  ) values (
    ${organizationId}, ${id}, ${name}, ${source}, ${idempotencyKey}, ${total}, ${created}, ${skipped}, ${invalid},
    ${created}, ${createdAt.toISOString()}
  )`

/** Finds what an undo needs to know of an import. */
export const findImport = ({ sql, tables }: Database, organizationId: OrganizationId, id: ImportId) => sql<{
  readonly created: number
  readonly idempotencyKey: string | null
}>`
  select created, idempotency_key as "idempotencyKey"
  from ${tables.imports}
  where organization_id = ${organizationId} and id = ${id}`

/** Soft-deletes the active contacts of an import; triggers count them. Run it with `affectedRows`. */
export const deleteContactsOfImport = (
  { sql, tables }: Database,
  organizationId: OrganizationId,
  id: ImportId,
  now: Date,
) => sql`
  update ${tables.contacts} set deleted_at = ${now.toISOString()}
  where organization_id = ${organizationId} and import_id = ${id} and deleted_at is null`

/** Notes the time of the first undo. Run it after the contacts were deleted: a deletion locks contacts first, too. */
export const markUndone = ({ sql, tables }: Database, organizationId: OrganizationId, id: ImportId, now: Date) => sql`
  update ${tables.imports} set undone_at = ${now.toISOString()}
  where organization_id = ${organizationId} and id = ${id} and undone_at is null`

export const findImports = (
  { sql, tables }: Database,
  organizationId: OrganizationId,
  { limit, after }: ImportsPage,
) => sql<Import>`
  select
    id, name, source, created_at as "createdAt", total, created, skipped, invalid, remaining, undone_at as "undoneAt"
  from ${tables.imports}
  where organization_id = ${organizationId} ${after === null ? sql`` : sql`and id < ${after}`}
  order by id desc
  limit ${limit}`
