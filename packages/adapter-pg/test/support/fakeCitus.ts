import { readFile } from "node:fs/promises"
import { connect } from "node:net"
import { PgClient } from "@effect/sql-pg"
import { Effect, Redacted } from "effect"
import { SqlClient } from "effect/sql"

/**
 * What the recipe for Citus uses of it, on plain PostgreSQL: the functions refuse what Citus refuses, and record what they
 * are called for. `fails` holds tables whose distribution fails.
 */
const statements = [
  "create schema fake_citus",
  `create table fake_citus.pg_dist_partition (
    logicalrelid regclass primary key, partmethod "char" not null, partkey text, colocationid int not null,
    repmodel "char" not null
  )`,
  "create table fake_citus.fails (name regclass)",
  `create function fake_citus.column_to_column_name(table_name regclass, column_text text) returns text
  language sql as 'select column_text'`,
  `create function fake_citus.register(table_name regclass, method "char", column_name text, colocation int, model "char")
  returns void language plpgsql set search_path = fake_citus as $$ begin
    if exists (select from fails where name = table_name) then
      raise exception 'a worker is down';
    elsif exists (select from pg_dist_partition where logicalrelid = table_name) then
      raise exception 'table % is already distributed', table_name;
    end if;
    insert into pg_dist_partition values (table_name, method, column_name, colocation, model);
  end $$`,
  `create function fake_citus.create_distributed_table(
    table_name regclass, distribution_column text, distribution_type text default 'hash',
    colocate_with text default 'default', shard_count int default null
  ) returns void language plpgsql as $$ begin
    if current_setting('citus.enable_unsafe_triggers', true) is distinct from 'on'
      and exists (select from pg_trigger where tgrelid = table_name and not tgisinternal) then
      raise exception 'cannot distribute relation % because it has triggers', table_name;
    end if;
    execute format('select %I from %s', distribution_column, table_name);
    perform fake_citus.register(table_name, 'h', distribution_column, case colocate_with
      when 'default' then (select count(*)::int + 1 from fake_citus.pg_dist_partition)
      else (select colocationid from fake_citus.pg_dist_partition where logicalrelid = colocate_with::regclass)
    end, 's');
  end $$`,
  `create function fake_citus.create_reference_table(table_name regclass) returns void language sql
  as $$ select fake_citus.register(table_name, 'n', null, 0, 't') $$`,
]

/** Installs it in a database, for connections that are opened from now on. The tables are in the schema. */
export const installFakeCitus = Effect.fnUntraced(function* (schema: string) {
  const sql = yield* SqlClient.SqlClient
  for (const statement of statements) yield* sql.unsafe(statement)
  yield* sql.unsafe(`do $$ begin
    execute format('alter database %I set search_path = %I, fake_citus', current_database(), '${schema}');
  end $$`)
})

const recipe = Effect.promise(() => readFile(new URL("../../../../docs/distributing.sql", import.meta.url), "utf8"))

/** Runs the recipe of the documentation as an operator does. Returns what the server has sent, warnings included. */
export const distribute = Effect.fnUntraced(function* (url: string) {
  let received = ""
  const stream = () => {
    const { port, hostname } = new URL(url)
    const socket = connect(Number(port), hostname)
    socket.on("data", (chunk) => {
      received += chunk.toString("latin1")
    })
    return socket
  }
  const statement = yield* recipe
  yield* Effect.provide(
    Effect.flatMap(SqlClient.SqlClient, (sql) => sql.unsafe(statement)),
    PgClient.layer({ url: Redacted.make(url), maxConnections: 1, stream }),
    { local: true },
  )
  return received
})
