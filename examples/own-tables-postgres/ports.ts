import type { BulkContactsPortsWithKeys } from "@bulk-contacts/core/promise"
import type postgres from "postgres"
import { requestKeys } from "./requestKeys.ts"
import { retryDeadlocks } from "./retryDeadlocks.ts"

export type Tx = postgres.TransactionSql

/** Bulk creates on the tables of `schema.sql`. */
export const peoplePorts = (sql: postgres.Sql): BulkContactsPortsWithKeys<Tx> => ({
  transaction: (run) => retryDeadlocks(() => sql.begin(run)),

  accounts: {
    findExisting: async (tx, workspace, numbers) => {
      const rows = await tx<Array<{ number: string }>>`
        select number from accounts
        where workspace = ${workspace} and number = any(${numbers}) and closed_at is null
        order by id for share`
      return rows.map(({ number }) => number)
    },
  },

  contactTypes: {
    findExisting: async (tx, workspace, names) => {
      const rows = await tx<Array<{ name: string }>>`
        select name from person_kinds
        where workspace = ${workspace} and name = any(${names}) and retired_at is null
        order by id for share`
      return rows.map(({ name }) => name)
    },
    findDefault: async (tx, workspace) => {
      const [kind] = await tx<Array<{ name: string }>>`
        select name from person_kinds where workspace = ${workspace} and is_default and retired_at is null for share`
      return kind?.name
    },
  },

  contacts: {
    findByEmail: (tx, workspace, emails) => tx<Array<{ email: string; id: string }>>`
      select lower(email_address) as email, public_id as id from people
      where workspace = ${workspace} and lower(email_address) = any(${emails}) and removed_at is null`,

    // One parameter for all contacts: a statement takes at most 65,535. Ordered, so that transactions do not deadlock.
    insertNew: async (tx, workspace, contacts) => {
      const { count } = await tx`
        with input as (
          select * from jsonb_to_recordset(${JSON.stringify(contacts)}::text::jsonb) as input (
            id uuid, email text, "firstName" text, "lastName" text, "phoneNumber" text, source text, "contactType" text,
            "accountIds" jsonb, "avatarUrl" text, "customFieldValues" jsonb, metadata jsonb, "createdAt" timestamptz
          )
        ), created as (
          insert into people (
            public_id, workspace, email_address, given_name, family_name, phone, kind_id, origin, profile, joined_at
          )
          select
            input.id, ${workspace}, email, "firstName", "lastName", "phoneNumber", person_kinds.id, source,
            jsonb_build_object('avatar', "avatarUrl", 'fields', "customFieldValues", 'metadata', metadata), "createdAt"
          from input join person_kinds on workspace = ${workspace} and name = "contactType"
          order by email
          on conflict (workspace, lower(email_address)) where removed_at is null do nothing
          returning id, public_id
        ), linked as (
          insert into people_accounts (person_id, account_id)
          select created.id, accounts.id
          from created
          join input on input.id = created.public_id
          join accounts on workspace = ${workspace} and input."accountIds" ? number
        )
        select from created`
      return count
    },
  },

  idempotencyRecords: requestKeys,
})
