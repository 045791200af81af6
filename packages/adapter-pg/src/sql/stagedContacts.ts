import type { InvalidContact, NewContact, OrganizationId, StagedOwner } from "@bulk-contacts/core/ports"
import type * as SqlClient from "effect/sql/SqlClient"
import { texts } from "./arrays.ts"
import { contactColumns } from "./contactColumns.ts"
import { INPUT_COLUMNS, insertFrom } from "./contacts.ts"
import type { Database } from "./Database.ts"

/**
 * Identifies a staging area. Its rows are batches of contacts; `start` is the number of contacts before the batch. An
 * invalid contact has no email, and its problems, as JSON, in `problems`; a batch without any has no `problems`.
 */
export interface StageKey {
  readonly organizationId: OrganizationId
  readonly stageId: string
}

const inStage = (sql: SqlClient.SqlClient, { organizationId, stageId }: StageKey) =>
  sql`staged_contacts.organization_id = ${organizationId} and staged_contacts.stage_id = ${stageId}`

export const insertBatch = (
  { sql, tables }: Database,
  { organizationId, stageId }: StageKey,
  start: number,
  contacts: ReadonlyArray<NewContact | InvalidContact>,
) => {
  const columns = contactColumns(contacts.map((contact) => ("problems" in contact ? null : contact)))
  const problems = contacts.map((contact) => ("problems" in contact ? JSON.stringify(contact) : null))
  return sql`
    insert into ${tables.staged_contacts} (
      organization_id, stage_id, start, ids, emails, first_names, last_names, phone_numbers, avatar_urls,
      custom_field_values, metadata, shared, shared_numbers, problems
    ) values (
      ${organizationId}, ${stageId}, ${start}, ${columns.ids}, ${columns.emails}, ${columns.first_names},
      ${columns.last_names}, ${columns.phone_numbers}, ${columns.avatar_urls}, ${columns.custom_field_values},
      ${columns.metadata}, ${columns.shared}, ${columns.shared_numbers},
      ${problems.every((text) => text === null) ? null : texts(problems)}
    )`
}

/** Counts the staged contacts, including invalid ones. Returns one row. */
export const countStaged = ({ sql, tables }: Database, stage: StageKey) => sql<{ readonly staged: number }>`
  select coalesce(sum(cardinality(emails)), 0)::int as staged from ${tables.staged_contacts} where ${inStage(sql, stage)}`

/** Inserts the first staged contact with each email, unless an active contact has the email. Run it with `affectedRows`. */
export const insertFirstOfEachEmail = (database: Database, stage: StageKey) => {
  const { sql, tables } = database
  return insertFrom(database, stage.organizationId, {
    contacts: sql`
      select
        input.id, email, first_name, last_name, phone_number, avatar_url, input.custom_field_values, input.metadata,
        start + shared_number as shared_number, start + position as position
      from ${tables.staged_contacts}
      cross join unnest(
        ids, emails, first_names, last_names, phone_numbers, avatar_urls,
        staged_contacts.custom_field_values, staged_contacts.metadata, shared_numbers
      ) with ordinality as input (${sql.literal(INPUT_COLUMNS)}, position)
      where ${inStage(sql, stage)} and email is not null`,
    // `start + number` is unique in the stage: a batch has at most as many shared values as contacts.
    shared: sql`
      select value, start + number
      from ${tables.staged_contacts}
      cross join unnest(shared) with ordinality as shared (value, number)
      where ${inStage(sql, stage)}`,
  })
}

// The next two statements look each email up in the index, whatever the statistics say. A join would let PostgreSQL compare
// every staged email with every contact, and on a table that was never analyzed it does.

/** Counts the distinct staged emails that no active contact has. Null is not counted. Returns one row. */
export const countUnknownEmails = ({ sql, tables }: Database, stage: StageKey) => sql<{ readonly unknown: number }>`
  select count(distinct input.email collate "C")::int as unknown
  from ${tables.staged_contacts}
  cross join unnest(emails) as input (email)
  where ${inStage(sql, stage)} and not exists (
    select from ${tables.contacts}
    where organization_id = ${stage.organizationId} and contacts.email = input.email and deleted_at is null
    -- Keeps PostgreSQL from turning the subquery into a join.
    offset 0
  )`

/** Records the owner of each staged contact's email, and the position of the first staged contact with that email. */
export const recordOwners = ({ sql, tables }: Database, stage: StageKey) => sql`
  with found as (
    select
      start,
      start + n - 1 as position,
      min(start + n - 1) over (partition by input.email collate "C") as first,
      (
        select id from ${tables.contacts}
        where organization_id = ${stage.organizationId} and contacts.email = input.email and deleted_at is null
      ) as owner
    from ${tables.staged_contacts}
    cross join unnest(emails) with ordinality as input (email, n)
    where ${inStage(sql, stage)}
  ),
  batches as (
    select start, array_agg(first::int order by position) as firsts, array_agg(owner order by position) as owners
    from found
    group by start
  )
  update ${tables.staged_contacts} set firsts = batches.firsts, owners = batches.owners
  from batches
  where ${inStage(sql, stage)} and staged_contacts.start = batches.start`

/** The owner of a contact's email, or an invalid contact and its problems. */
export type OwnerRow = StagedOwner & { readonly invalid: InvalidContact | null }

/** Reads the recorded owners of the batch that begins at `start`, in order. No rows after the last batch. */
export const readOwners = ({ sql, tables }: Database, stage: StageKey, start: number) => sql<OwnerRow>`
  select email, planned, first, owner, invalid::json
  from ${tables.staged_contacts}
  cross join unnest(emails, ids, firsts, owners, problems) with ordinality
    as recorded (email, planned, first, owner, invalid, n)
  where ${inStage(sql, stage)} and start = ${start}
  order by n`

export const deleteStage = ({ sql, tables }: Database, stage: StageKey) =>
  sql`delete from ${tables.staged_contacts} where ${inStage(sql, stage)}`

/** Deletes the organization's stages that processes left when they were killed. */
export const deleteAbandonedStages = ({ sql, tables }: Database, organizationId: OrganizationId) => sql`
  delete from ${tables.staged_contacts} where organization_id = ${organizationId} and staged_at < now() - interval '1 day'`
