import * as Effect from "effect/Effect"
import * as SqlClient from "effect/sql/SqlClient"
import { currentSchema, withPartitions } from "./catalog.ts"

/**
 * Stores a contact's accounts in a column: a row and an index entry per link took 40 % of the time per contact. They are
 * checked like contact types: once per statement, by triggers that promise what foreign keys promise.
 */
export const accountsInContacts = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* moveAccounts
  yield* sql`drop table contact_accounts`
  yield* sql`
    drop function
      check_contact_accounts_account_id, keep_contact_accounts_account_id,
      check_contact_accounts_contact_id, keep_contact_accounts_contact_id cascade`
  yield* checkAccounts
  yield* stageSharedValues
})

const moveAccounts = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`alter table contacts add column account_ids text[] collate "C" not null default '{}'`
  yield* sql`
    update contacts set account_ids = linked.account_ids
    from (
      select organization_id, contact_id, array_agg(account_id order by account_id) as account_ids
      from contact_accounts
      group by organization_id, contact_id
    ) as linked
    where (contacts.organization_id, contacts.id) = (linked.organization_id, linked.contact_id)`
})

const checkAccounts = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const schema = yield* currentSchema(sql)
  yield* sql.unsafe(checkFunction(schema))
  yield* sql.unsafe(keepFunction(schema))
  for (const table of yield* withPartitions(sql, "contacts")) {
    for (const event of ["insert", "update"]) {
      yield* sql.unsafe(`
        create trigger account_ids_exist_on_${event} after ${event} on ${table}
        referencing new table as written for each statement execute function check_contacts_account_ids()`)
    }
  }
  yield* sql`
    create trigger contacts_account_ids_on_delete after delete on accounts
    for each row execute function keep_contacts_account_ids()`
  yield* sql`
    create trigger contacts_account_ids_on_update after update on accounts
    for each row when ((old.organization_id, old.id) is distinct from (new.organization_id, new.id))
    execute function keep_contacts_account_ids()`
  for (const table of yield* withPartitions(sql, "accounts")) {
    yield* sql.unsafe(`
      create trigger contacts_account_ids_on_truncate after truncate on ${table}
      for each statement execute function keep_contacts_account_ids()`)
  }
})

/** Locks the accounts until the transaction ends, in one order. Most contacts of a statement have the same accounts. */
const checkFunction = (schema: string) => `
  create function check_contacts_account_ids() returns trigger
  language plpgsql security definer set search_path = ${schema}, pg_temp set enable_seqscan = off as $$
  declare
    missing record;
  begin
    with referred as materialized (
      select distinct organization_id, id
      from (select distinct organization_id, account_ids from written) as lists, unnest(account_ids) as id
      order by organization_id, id
    )
    select * into missing
    from referred
    where not exists (
      select from accounts where (organization_id, id) = (referred.organization_id, referred.id) for key share
    )
    limit 1;
    if found then
      raise foreign_key_violation using
        message = format(
          'contacts.account_ids refers to %s of organization %s, which is not in accounts',
          coalesce(missing.id, 'null'), missing.organization_id
        ),
        schema = tg_table_schema, table = tg_table_name, constraint = tg_name;
    end if;
    return null;
  end $$`

/** An uncommitted reference holds a lock on the account: a delete waits for it, and then sees the reference. */
const keepFunction = (schema: string) => `
  create function keep_contacts_account_ids() returns trigger
  language plpgsql security definer set search_path = ${schema}, pg_temp as $$
  begin
    if current_setting('transaction_isolation') <> 'read committed' then
      raise feature_not_supported using
        message = 'What contacts.account_ids may refer to is deleted at the isolation level read committed only';
    end if;
    if tg_op = 'TRUNCATE' then
      if exists (select from contacts where account_ids <> '{}') then
        raise foreign_key_violation using
          message = 'contacts.account_ids refers to accounts: truncate both',
          schema = tg_table_schema, table = tg_table_name, constraint = tg_name;
      end if;
    elsif exists (select from contacts where organization_id = old.organization_id and account_ids @> array[old.id]) then
      raise foreign_key_violation using
        message = format('contacts.account_ids still refers to %s of organization %s in accounts', old.id, old.organization_id),
        schema = tg_table_schema, table = tg_table_name, constraint = tg_name;
    end if;
    return null;
  end $$`

/** Stages contacts as they are sent: values that a batch has in common appear once. */
const stageSharedValues = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`truncate staged_contacts`
  yield* sql`
    alter table staged_contacts
      drop column contact_types, drop column sources, drop column created_at,
      drop column account_lists, drop column member_lists, drop column member_accounts,
      -- Contact type, source, time of creation and accounts, as JSON.
      add column shared text[] not null,
      -- The position in "shared" of each contact's values, from 1.
      add column shared_numbers int[] not null`
  yield* sql`alter table staged_contacts alter column shared set storage external, alter column shared_numbers set storage external`
})
