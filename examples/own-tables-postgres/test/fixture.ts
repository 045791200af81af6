import type { Contact } from "@bulk-contacts/core/promise"
import type { PromiseStoreFixture } from "@bulk-contacts/testing"
import type postgres from "postgres"

/** What the suites need besides the ports: functions that fill the tables and read them. */
export const peopleFixture = (sql: postgres.Sql): PromiseStoreFixture => ({
  // A workspace is only a name.
  createOrganization: async () => {},
  createAccount: (workspace, number) => sql`insert into accounts ${sql({ workspace, number })}`,
  deleteAccount: (workspace, number) =>
    sql`update accounts set closed_at = now() where workspace = ${workspace} and number = ${number}`,
  createContactType: async (workspace, name, { isDefault }) => {
    if (isDefault) await sql`update person_kinds set is_default = false where workspace = ${workspace}`
    await sql`insert into person_kinds ${sql({ workspace, name, is_default: isDefault })}`
  },
  deleteContactType: (workspace, name) =>
    sql`update person_kinds set retired_at = now() where workspace = ${workspace} and name = ${name}`,
  deleteContact: (workspace, email) =>
    sql`
      update people set removed_at = now()
      where workspace = ${workspace} and lower(email_address) = ${email} and removed_at is null`,
  contacts: (workspace) => sql<Array<Contact>>`
    select
      public_id as id, lower(email_address) as email, given_name as "firstName", family_name as "lastName",
      phone as "phoneNumber", profile ->> 'avatar' as "avatarUrl", origin as source, name as "contactType",
      array(
        select number from people_accounts join accounts on accounts.id = account_id where person_id = people.id
      ) as "accountIds",
      nullif(profile -> 'fields', 'null') as "customFieldValues", nullif(profile -> 'metadata', 'null') as metadata,
      joined_at as "createdAt", joined_at as "updatedAt", removed_at as "deletedAt", null as "importId"
    from people join person_kinds on person_kinds.id = kind_id
    where people.workspace = ${workspace}
    order by public_id`,
})
