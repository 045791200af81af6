-- Lays the schema out in partitions by organization: run it after `bulk-contacts migrate`, while no server runs.
-- It moves what the tables hold, all in one transaction. The schema is the one that the servers find; to name another one,
-- first run: set bulk_contacts.schema = 'name'. See scaling.md.
do $$
declare
  schema constant name := coalesce(
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
  );
  partitions constant int := 16;
  name text;
  keys text[];
  key text;
  triggers text[];
  definition text;
begin
  perform set_config('search_path', quote_ident(schema), true);

  -- As they read while the tables still have their names.
  select array_agg(format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)))
  into keys
  from pg_constraint
  where contype = 'f' and connamespace = quote_ident(schema)::regnamespace;

  -- PostgreSQL gives a trigger of rows to each partition by itself. One of statements fires for the table that a
  -- statement names, so that each partition gets its own, for those that write to it directly.
  select array_agg(replace(
    pg_get_triggerdef(pg_trigger.oid),
    format(' ON %I.%I ', schema, relname),
    format(' ON %I ', relname || suffix)
  ))
  into triggers
  from pg_trigger
  join pg_class on pg_class.oid = tgrelid and relnamespace = quote_ident(schema)::regnamespace
  cross join (
    select '' as suffix union all select '_' || remainder from generate_series(0, partitions - 1) as remainder
  ) as suffixes
  where not tgisinternal and (suffix = '' or tgtype & 1 = 0);

  foreach name in array array[
    'organizations', 'api_keys', 'accounts', 'contact_types', 'contacts', 'imports', 'idempotency_records'
  ] loop
    execute format('alter table %I rename to %I', name, name || '_whole');
    execute format(
      'create table %I (like %I including all) partition by hash (%I)',
      name, name || '_whole', case name when 'organizations' then 'id' else 'organization_id' end
    );
    for remainder in 0 .. partitions - 1 loop
      execute format(
        'create table %I partition of %I for values with (modulus %s, remainder %s)',
        name || '_' || remainder, name, partitions, remainder
      );
    end loop;
    execute format('insert into %I select * from %I', name, name || '_whole');
  end loop;

  foreach name in array array[
    'contacts', 'contact_types', 'accounts', 'api_keys', 'imports', 'idempotency_records', 'organizations'
  ] loop
    execute format('drop table %I', name || '_whole');
  end loop;

  foreach key in array keys loop
    execute key;
  end loop;
  foreach definition in array triggers loop
    execute definition;
  end loop;
end $$;
