-- Lays the schema out in partitions by organization: run it after `bulk-contacts migrate`, while no server runs.
-- It moves what the tables hold, all in one transaction. See scaling.md.
do $$
declare
  partitions constant int := 16;
  name text;
  keys text[];
  key text;
begin
  -- As they read while the tables still have their names.
  select array_agg(format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)))
  into keys
  from pg_constraint
  where contype = 'f' and connamespace = current_schema()::regnamespace;

  foreach name in array array[
    'organizations', 'api_keys', 'accounts', 'contact_types', 'contacts', 'contact_accounts', 'idempotency_records'
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
    'contact_accounts', 'contacts', 'contact_types', 'accounts', 'api_keys', 'idempotency_records', 'organizations'
  ] loop
    execute format('drop table %I', name || '_whole');
  end loop;

  foreach key in array keys loop
    execute key;
  end loop;
end $$;
