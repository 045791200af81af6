import * as Effect from "effect/Effect"
import * as SqlClient from "effect/sql/SqlClient"
import { currentSchema, withPartitions } from "./catalog.ts"

interface Reference {
  readonly from: "contacts" | "contact_accounts"
  readonly column: string
  readonly to: "contacts" | "accounts" | "contact_types"
}

const references: ReadonlyArray<Reference> = [
  { from: "contacts", column: "contact_type", to: "contact_types" },
  { from: "contact_accounts", column: "account_id", to: "accounts" },
  { from: "contact_accounts", column: "contact_id", to: "contacts" },
]

/**
 * Checks the references of contacts and of their account links once per statement instead of once per row: the foreign
 * keys took more than a third of the time per contact.
 *
 * The triggers promise what foreign keys promise, with the same SQLSTATE. Like them they run as the owner, resolve names
 * in the schema of the tables, and apply to every statement unless triggers are turned off. There is one restriction:
 * what may be referred to can be deleted only at the isolation level read committed, because only there does a trigger
 * see what other transactions have committed in the meantime.
 */
export const referencesByStatement = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const schema = yield* currentSchema(sql)
  for (const reference of references) {
    const { from, column, to } = reference
    yield* sql.unsafe(`alter table ${from} drop constraint ${from}_organization_id_${column}_fkey`)
    yield* sql.unsafe(checkReferring(reference, schema))
    yield* sql.unsafe(keepReferred(reference, schema))
    for (const table of yield* withPartitions(sql, from)) {
      for (const event of ["insert", "update"]) {
        yield* sql.unsafe(`
          create trigger ${column}_exists_on_${event} after ${event} on ${table}
          referencing new table as written for each statement execute function check_${from}_${column}()`)
      }
    }
    yield* sql.unsafe(`
      create trigger ${from}_${column}_on_delete after delete on ${to}
      for each row execute function keep_${from}_${column}()`)
    yield* sql.unsafe(`
      create trigger ${from}_${column}_on_update after update on ${to}
      for each row when ((old.organization_id, old.id) is distinct from (new.organization_id, new.id))
      execute function keep_${from}_${column}()`)
    for (const table of yield* withPartitions(sql, to)) {
      yield* sql.unsafe(`
        create trigger ${from}_${column}_on_truncate after truncate on ${table}
        for each statement execute function keep_${from}_${column}()`)
    }
  }
})

/**
 * Locks the referenced rows until the transaction ends, in one order, so that they cannot be deleted meanwhile. Rows that
 * the same transaction has inserted are not locked: no one else sees them, and locking a row writes it again.
 *
 * A session caches the plan, which must suit a table that grows: therefore no sequential scan.
 */
const checkReferring = ({ from, column, to }: Reference, schema: string) => `
  create function check_${from}_${column}() returns trigger
  language plpgsql security definer set search_path = ${schema}, pg_temp set enable_seqscan = off as $$
  declare
    missing record;
  begin
    with others as materialized (
      select *
      from (select distinct organization_id, ${column} as id from written) as referred
      where (
        select xmin = pg_current_xact_id()::xid from ${to} where (organization_id, id) = (referred.organization_id, referred.id)
      ) is not true
      order by organization_id, id
    )
    select * into missing
    from others
    where not exists (
      select from ${to} where (organization_id, id) = (others.organization_id, others.id) for key share
    )
    limit 1;
    if found then
      raise foreign_key_violation using
        message = format('${from}.${column} refers to %s of organization %s, which is not in ${to}', missing.id, missing.organization_id),
        schema = tg_table_schema, table = tg_table_name, constraint = tg_name;
    end if;
    return null;
  end $$`

/** An uncommitted reference holds a lock on the row: a delete waits for it, and then sees the reference. */
const keepReferred = ({ from, column, to }: Reference, schema: string) => `
  create function keep_${from}_${column}() returns trigger
  language plpgsql security definer set search_path = ${schema}, pg_temp as $$
  begin
    if current_setting('transaction_isolation') <> 'read committed' then
      raise feature_not_supported using
        message = 'What ${from}.${column} may refer to is deleted at the isolation level read committed only';
    end if;
    if tg_op = 'TRUNCATE' then
      if exists (select from ${from}) then
        raise foreign_key_violation using
          message = '${from}.${column} refers to ${to}: truncate both',
          schema = tg_table_schema, table = tg_table_name, constraint = tg_name;
      end if;
    elsif exists (select from ${from} where (organization_id, ${column}) = (old.organization_id, old.id)) then
      raise foreign_key_violation using
        message = format('${from}.${column} still refers to %s of organization %s in ${to}', old.id, old.organization_id),
        schema = tg_table_schema, table = tg_table_name, constraint = tg_name;
    end if;
    return null;
  end $$`
