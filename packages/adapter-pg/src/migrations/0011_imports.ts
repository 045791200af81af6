import * as Effect from "effect/Effect"
import * as SqlClient from "effect/sql/SqlClient"
import { currentSchema, withPartitions } from "./catalog.ts"

/** Bulk creates that were given a name, and the contacts that each of them created. Earlier versions need neither. */
export const imports = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient

  yield* sql`
    create table imports (
      organization_id text collate "C" not null,
      id uuid not null,
      name text not null check (char_length(name) between 1 and 255),
      source text check (char_length(source) <= 255),
      idempotency_key text collate "C" check (char_length(idempotency_key) between 1 and 255),
      total int not null,
      created int not null,
      skipped int not null,
      -- Null if the request was not lenient.
      invalid int,
      -- How many of the created contacts are active. Triggers on contacts keep it.
      remaining int not null,
      created_at timestamptz not null,
      undone_at timestamptz,
      primary key (organization_id, id)
    )`

  yield* distribute
  yield* sql`alter table imports add constraint imports_organization_id_fkey
    foreign key (organization_id) references organizations`

  yield* sql`alter table contacts add column import_id uuid`

  // Finds the active contacts of an import, in the order of their ids. Contacts without an import are not in it.
  yield* sql`
    create index contacts_import on contacts (organization_id, import_id, id)
    where import_id is not null and deleted_at is null`

  yield* sql.unsafe(countRemaining(yield* currentSchema(sql)))
  for (const table of yield* withPartitions(sql, "contacts")) {
    yield* sql.unsafe(`
      create trigger count_remaining_on_update after update on ${table}
      referencing old table as before new table as after for each statement execute function count_remaining()`)
    yield* sql.unsafe(`
      create trigger count_remaining_on_delete after delete on ${table}
      referencing old table as before for each statement execute function count_remaining()`)
  }
})

/** On Citus, a new table is local, and cannot refer to organizations before it is where they are. */
const distribute = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const [citus] = yield* sql`select 1 from pg_class where oid = to_regclass('pg_dist_partition')`
  if (citus === undefined) return
  yield* sql`
    select create_distributed_table('imports', 'organization_id', colocate_with => 'organizations')
    from pg_dist_partition where logicalrelid = to_regclass('organizations')`
})

/**
 * Counts the contacts that cease, or begin again, to be active, once per statement and one import at a time, so that a
 * distributed database can run it where the organization is. Imports are locked in one order, after their contacts.
 */
const countRemaining = (schema: string) => `
  create or replace function count_remaining() returns trigger
  language plpgsql security definer set search_path = ${schema}, pg_temp set enable_seqscan = off as $$
  declare
    changed record;
  begin
    if tg_op = 'DELETE' then
      for changed in
        select organization_id, import_id, -count(*) as difference
        from before
        where import_id is not null and deleted_at is null
        group by organization_id, import_id
        order by organization_id, import_id
      loop
        update imports set remaining = remaining + changed.difference
        where organization_id = changed.organization_id and id = changed.import_id;
      end loop;
    else
      for changed in
        select organization_id, import_id, sum(active) as difference
        from (
          select organization_id, import_id, -1 as active from before where import_id is not null and deleted_at is null
          union all
          select organization_id, import_id, 1 from after where import_id is not null and deleted_at is null
        ) as versions
        group by organization_id, import_id
        having sum(active) <> 0
        order by organization_id, import_id
      loop
        update imports set remaining = remaining + changed.difference
        where organization_id = changed.organization_id and id = changed.import_id;
      end loop;
    end if;
    return null;
  end $$`
