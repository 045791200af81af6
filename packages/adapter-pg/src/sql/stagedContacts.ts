import type { NewContact, OrganizationId, StagedOwner } from "@bulk-contacts/core"
import { Duration } from "effect"
import type { SqlClient } from "effect/sql"
import { contactColumns } from "./contactColumns.ts"
import { GIVEN, insertGiven } from "./insertFrom.ts"

/** A stage: its rows are batches of contacts, each with the number of contacts before it. */
export interface StageKey {
  readonly organizationId: OrganizationId
  readonly stageId: string
}

const isOf = (sql: SqlClient.SqlClient, { organizationId, stageId }: StageKey) =>
  sql`staged_contacts.organization_id = ${organizationId} and staged_contacts.stage_id = ${stageId}`

export const insertBatch = (
  sql: SqlClient.SqlClient,
  { organizationId, stageId }: StageKey,
  start: number,
  contacts: ReadonlyArray<NewContact>,
) => sql`
  insert into staged_contacts ${sql.insert({
    organization_id: organizationId,
    stage_id: stageId,
    start,
    ...contactColumns(contacts),
  })}`

/** Counts what is there, and gives the statements that follow in the transaction so much time. */
export const prepareWork = (sql: SqlClient.SqlClient, stage: StageKey, timeLimit: Duration.Duration) => sql<{
  readonly staged: number
}>`
  select
    (select coalesce(sum(cardinality(emails)), 0)::int from staged_contacts where ${isOf(sql, stage)}) as staged,
    set_config('statement_timeout', ${`${Duration.toMillis(timeLimit)}ms`}, true)`

export const insertFirstOfEachEmail = (sql: SqlClient.SqlClient, stage: StageKey) =>
  insertGiven(
    sql,
    stage.organizationId,
    sql`
      select distinct on (email collate "C")
        id, email, first_name, last_name, phone_number, avatar_url, given.custom_field_values, given.metadata,
        start + shared_number as shared_number
      from staged_contacts
      cross join unnest(
        ids, emails, first_names, last_names, phone_numbers, avatar_urls,
        staged_contacts.custom_field_values, staged_contacts.metadata, shared_numbers
      ) with ordinality as given (${sql.literal(GIVEN)}, place)
      where ${isOf(sql, stage)}
      order by email collate "C", start, place`,
    // A batch shares no more than it has contacts, so that these numbers are its own.
    sql`
      select value, start + number
      from staged_contacts
      cross join unnest(shared) with ordinality as shared (value, number)
      where ${isOf(sql, stage)}`,
  )

export const countFreeEmails = (sql: SqlClient.SqlClient, stage: StageKey) => sql<{ readonly free: number }>`
  select count(distinct given.email collate "C")::int as free
  from staged_contacts
  cross join unnest(emails) as given (email)
  where ${isOf(sql, stage)} and not exists (
    select from contacts
    where organization_id = ${stage.organizationId} and contacts.email = given.email and deleted_at is null
  )`

export const noteOwners = (sql: SqlClient.SqlClient, stage: StageKey) => sql`
  with found as (
    select
      start,
      start + n - 1 as place,
      min(start + n - 1) over (partition by given.email collate "C") as first,
      contacts.id as owner
    from staged_contacts
    cross join unnest(emails) with ordinality as given (email, n)
    left join contacts
      on contacts.organization_id = ${stage.organizationId}
      and contacts.email = given.email
      and contacts.deleted_at is null
    where ${isOf(sql, stage)}
  ),
  noted as (
    select start, array_agg(first::int order by place) as firsts, array_agg(owner order by place) as owners
    from found
    group by start
  )
  update staged_contacts set firsts = noted.firsts, owners = noted.owners
  from noted
  where ${isOf(sql, stage)} and staged_contacts.start = noted.start`

/** Of the batch that begins at `start`; nothing behind the last one. */
export const findNoted = (sql: SqlClient.SqlClient, stage: StageKey, start: number) => sql<StagedOwner>`
  select email, planned, first, owner
  from staged_contacts
  cross join unnest(emails, ids, firsts, owners) with ordinality as noted (email, planned, first, owner, n)
  where ${isOf(sql, stage)} and start = ${start}
  order by n`

export const deleteStage = (sql: SqlClient.SqlClient, stage: StageKey) =>
  sql`delete from staged_contacts where ${isOf(sql, stage)}`

/** Of processes that ended before they could remove their stages. */
export const deleteAbandonedStages = (sql: SqlClient.SqlClient) =>
  sql`delete from staged_contacts where staged_at < now() - interval '1 day'`
