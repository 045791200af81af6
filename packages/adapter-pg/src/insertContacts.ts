import type { AccountId, NewContact, OrganizationId } from "@bulk-contacts/core"
import type { SqlClient } from "effect/sql"
import { integers, texts, uuids } from "./arrays.ts"

/**
 * Inserts the contacts whose email is free, with their account links, and answers how many these were.
 *
 * The order by email is what keeps requests at once with the same emails from a deadlock: each waits for the other's
 * first common email, and for none before it.
 */
export const insertContacts = (
  sql: SqlClient.SqlClient,
  organizationId: OrganizationId,
  contacts: ReadonlyArray<NewContact>,
) => {
  const lists = new AccountLists(contacts)
  return sql<{ readonly created: number }>`
    with given as (
      select *
      from unnest(
        ${uuids(contacts.map(({ id }) => id))},
        ${texts(contacts.map(({ email }) => email))},
        ${texts(contacts.map(({ firstName }) => firstName))},
        ${texts(contacts.map(({ lastName }) => lastName))},
        ${texts(contacts.map(({ phoneNumber }) => phoneNumber))},
        ${texts(contacts.map(({ avatarUrl }) => avatarUrl))},
        ${texts(contacts.map(({ source }) => source))},
        ${texts(contacts.map(({ contactType }) => contactType))},
        ${texts(contacts.map(({ customFieldValues }) => json(customFieldValues)))},
        ${texts(contacts.map(({ metadata }) => json(metadata)))},
        ${texts(contacts.map(({ createdAt }) => createdAt.toISOString()))},
        ${integers(lists.ofContacts)}
      ) as given (
        id, email, first_name, last_name, phone_number, avatar_url, source, contact_type,
        custom_field_values, metadata, created_at, account_list
      )
    ),
    created as (
      insert into contacts (
        organization_id, id, email, first_name, last_name, phone_number, avatar_url, source, contact_type,
        custom_field_values, metadata, created_at, updated_at
      )
      select
        ${organizationId}, id, email, first_name, last_name, phone_number, avatar_url, source, contact_type,
        custom_field_values::json, metadata::json, created_at::timestamptz, created_at::timestamptz
      from given
      order by email collate "C"
      on conflict (organization_id, email) where deleted_at is null do nothing
      returning id
    ),
    linked as (
      insert into contact_accounts (organization_id, contact_id, account_id)
      select ${organizationId}, created.id, member.account_id
      from created
      join given using (id)
      join unnest(${integers(lists.members.map(({ list }) => list))}, ${texts(lists.members.map(({ accountId }) => accountId))})
        as member (account_list, account_id) using (account_list)
    )
    select count(*)::int as created from created`
}

const json = (value: object | null): string | null => (value === null ? null : JSON.stringify(value))

/** The lists of accounts that contacts have. Those that share one, as the request's own, send it once. */
class AccountLists {
  /** Of each contact, the number of its list. */
  readonly ofContacts: ReadonlyArray<number>
  readonly members: ReadonlyArray<{ readonly list: number; readonly accountId: AccountId }>

  constructor(contacts: ReadonlyArray<NewContact>) {
    const numbers = new Map<ReadonlyArray<AccountId>, number>()
    for (const { accountIds } of contacts) if (!numbers.has(accountIds)) numbers.set(accountIds, numbers.size)
    this.ofContacts = contacts.map(({ accountIds }) => numbers.get(accountIds) ?? 0)
    this.members = [...numbers].flatMap(([ids, list]) => ids.map((accountId) => ({ list, accountId })))
  }
}
