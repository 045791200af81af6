-- Distributes the tables over the nodes of a Citus cluster, by organization. Run it on the coordinator, after
-- `bulk-contacts migrate` and while no server runs. It works in one transaction. If it is run again, it distributes what is
-- not distributed yet. The schema is the one that the servers find; to name another one, first run:
-- set bulk_contacts.schema = 'name'. See scaling.md.
do $$
declare
  children constant text[] := array[
    'api_keys', 'accounts', 'contact_types', 'contacts', 'imports', 'idempotency_records', 'staged_contacts'
  ];
  all_tables constant text[] := array['organizations', 'bulk_contacts_migrations'] || children;
  schema constant text := quote_ident(coalesce(
    nullif(current_setting('bulk_contacts.schema', true), ''),
    (
      select nspname
      from unnest(current_schemas(false) || '{bulk_contacts, public}'::name[]) with ordinality as place (name, position)
      join pg_namespace on nspname = place.name
      join pg_class on relnamespace = pg_namespace.oid and relname = 'bulk_contacts_migrations'
      order by position
      limit 1
    ),
    'bulk_contacts'
  ));
  database constant text := quote_ident(current_database());
  allows_triggers constant boolean := coalesce(current_setting('citus.enable_unsafe_triggers', true), 'off') = 'on';
  last_migration int;
  own_table text;
  problems text;
begin
  perform set_config('search_path', concat_ws(', ', schema, nullif(current_setting('search_path'), '')), true);

  if to_regclass('pg_dist_partition') is null then
    raise exception 'The extension Citus is not installed in the database %', database
      using hint = 'Run "create extension citus" on every node, and add the workers to the coordinator.';
  end if;

  select string_agg(name, ', ') into problems
  from unnest(all_tables) as name
  where to_regclass(schema || '.' || name) is null;
  if problems is not null then
    raise exception 'The schema % lacks tables: %', schema, problems
      using hint = 'Run "bulk-contacts migrate" first. If the servers use another schema, run "set bulk_contacts.schema = ''name''".';
  end if;

  -- The triggers of earlier schemas are distributed without an error, and then every insert fails.
  select max(migration_id) into last_migration from bulk_contacts_migrations;
  if coalesce(last_migration, 0) < 8 then
    raise exception 'The schema % belongs to an earlier release, whose triggers do not work on Citus', schema
      using hint = 'Run "bulk-contacts migrate" first.';
  end if;

  select string_agg(name, ', ') into problems
  from unnest(all_tables) as name join pg_class on oid = name::regclass
  where relkind <> 'r';
  if problems is not null then
    raise exception 'These tables are partitioned: %', problems
      using hint = 'Distribute the tables that "bulk-contacts migrate" creates, without partitioning.sql.';
  end if;

  -- Citus supports no foreign key from a local table to a distributed one, but does not check for those that exist.
  select string_agg(format('%s (%I)', conrelid::regclass, conname), ', ') into problems
  from pg_constraint
  where contype = 'f'
    and confrelid in (select name::regclass from unnest(all_tables) as name)
    and conrelid not in (select name::regclass from unnest(all_tables) as name)
    and conrelid not in (select logicalrelid from pg_dist_partition);
  if problems is not null then
    raise exception 'Tables that are not distributed have foreign keys to these tables, which Citus does not support: %', problems
      using hint = 'Drop these foreign keys first.';
  end if;

  select string_agg(name, ', ') into problems
  from unnest(all_tables) as name join pg_dist_partition as present on logicalrelid = name::regclass
  where case name
    when 'bulk_contacts_migrations' then partmethod = 'n' and repmodel = 't'
    when 'organizations' then partmethod = 'h' and column_to_column_name(logicalrelid, partkey) = 'id'
    else partmethod = 'h' and column_to_column_name(logicalrelid, partkey) = 'organization_id' and exists (
      select from pg_dist_partition as parent
      where parent.logicalrelid = 'organizations'::regclass and parent.colocationid = present.colocationid
    )
  end is not true;
  if problems is not null then
    raise exception 'These tables are distributed already, but not by organization: %', problems
      using hint = 'Run "select undistribute_table(…)" for each of them first.';
  end if;

  -- A request that has locked an idempotency key on this node would not exclude another one that locks it on its worker.
  if exists (
    select from pg_stat_activity where datname = current_database() and application_name = 'bulk-contacts'
  ) then
    raise exception 'Servers are connected to the database %', database using hint = 'Stop them first.';
  end if;

  -- Unsafe, to Citus, is any trigger whose function it cannot check. Ours touch only the rows of one organization, which
  -- are all on one node.
  set local citus.enable_unsafe_triggers = on;
  if not exists (select from pg_dist_partition where logicalrelid = 'organizations'::regclass) then
    perform create_distributed_table('organizations'::regclass, 'id');
  end if;
  foreach own_table in array children loop
    if not exists (select from pg_dist_partition where logicalrelid = own_table::regclass) then
      perform create_distributed_table(own_table::regclass, 'organization_id', colocate_with => 'organizations');
    end if;
  end loop;
  -- On every node, because every server reads it when it starts.
  if not exists (select from pg_dist_partition where logicalrelid = 'bulk_contacts_migrations'::regclass) then
    perform create_reference_table('bulk_contacts_migrations'::regclass);
  end if;

  if not allows_triggers then
    raise warning 'Later migrations fail until you run: alter database % set citus.enable_unsafe_triggers = on', database;
  end if;
  if current_setting('lock_timeout') = '0' then
    raise warning 'Workers wait 30 s for a lock instead of 10 s until you run: alter database % set lock_timeout = ''10s''',
      database;
  end if;
end $$;
