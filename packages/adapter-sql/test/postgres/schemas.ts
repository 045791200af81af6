import { makeSqlStore, type NodePostgresClient, nodePostgres, type SqlTables } from "@bulk-contacts/adapter-sql"
import type { BulkContactsPortsWithKeys, Contact } from "@bulk-contacts/core/promise"
import type { PromiseStoreFixture } from "@bulk-contacts/testing"
import type pg from "pg"

// Generated integers as keys, an array of accounts, emails in other spellings, and no tenant: each organization has a schema
// of its own, and so a store of its own.

/** One organization's tables, under the only id that they know. */
const ONLY = "us"

const schemaOf = (organization: string) => organization.replaceAll("-", "_").slice(0, 60)

const createTables = (schema: string) => `
  create schema ${schema};
  create table ${schema}.accounts (id bigint generated always as identity primary key, number text not null unique, closed_at timestamptz);
  create table ${schema}.types (name varchar(255) primary key, is_default boolean not null default false, retired_at timestamptz);
  create table ${schema}.people (
    id bigint generated always as identity primary key,
    public_id text not null unique,
    "Email" varchar(254) not null,
    first_name text not null, last_name text, phone text, picture text, source text,
    type varchar(255) not null references ${schema}.types,
    accounts bigint[] not null,
    custom_fields text, metadata text,
    created_at timestamptz not null,
    deleted_at timestamptz
  );
  create unique index on ${schema}.people (lower("Email")) where deleted_at is null;
  create table ${schema}.keys (key text primary key, fingerprint text not null, result text not null, created_at timestamptz not null);`

const tablesOf = (schema: string): SqlTables => ({
  tenant: { organization: ONLY },
  contacts: {
    table: `${schema}.people`,
    id: "public_id",
    key: "id",
    email: "Email",
    emailIgnoresCase: true,
    firstName: "first_name",
    lastName: "last_name",
    phoneNumber: "phone",
    avatarUrl: "picture",
    source: "source",
    contactType: "type",
    customFieldValues: "custom_fields",
    metadata: "metadata",
    createdAt: "created_at",
    deletedAt: "deleted_at",
  },
  accounts: {
    table: `${schema}.accounts`,
    id: "number",
    key: "id",
    deletedAt: "closed_at",
    contacts: { array: "accounts" },
  },
  contactTypes: { table: `${schema}.types`, id: "name", isDefault: "is_default", deletedAt: "retired_at" },
  idempotency: {
    table: `${schema}.keys`,
    key: "key",
    fingerprint: "fingerprint",
    result: "result",
    createdAt: "created_at",
  },
})

/** The ports of the organization's own store. */
export const portsOfSchemas = (pool: pg.Pool) => {
  const runner = nodePostgres(pool)
  const portsOf = (organization: string) => {
    const { ports } = makeSqlStore({ dialect: "postgres", runner, tables: tablesOf(schemaOf(organization)) })
    return ports as BulkContactsPortsWithKeys<NodePostgresClient>
  }
  type Ports = ReturnType<typeof portsOf>
  const ports: Ports = {
    transaction: portsOf("org").transaction,
    accounts: { findExisting: (tx, org, ids) => portsOf(org).accounts.findExisting(tx, ONLY, ids) },
    contactTypes: {
      findExisting: (tx, org, ids) => portsOf(org).contactTypes.findExisting(tx, ONLY, ids),
      findDefault: (tx, org) => portsOf(org).contactTypes.findDefault(tx, ONLY),
    },
    contacts: {
      findByEmail: (tx, org, emails) => portsOf(org).contacts.findByEmail(tx, ONLY, emails),
      insertNew: (tx, org, contacts) => portsOf(org).contacts.insertNew(tx, ONLY, contacts),
    },
    idempotencyRecords: {
      claim: (tx, org, key) => portsOf(org).idempotencyRecords.claim(tx, ONLY, key),
      find: (tx, org, key, since) => portsOf(org).idempotencyRecords.find(tx, ONLY, key, since),
      store: (tx, org, key, record) => portsOf(org).idempotencyRecords.store(tx, ONLY, key, record),
      removeOlderThan: async (tx, date) => {
        const { rows } = await pool.query("select nspname as schema from pg_namespace where nspname like 'org%'")
        let removed = 0
        for (const { schema } of rows) removed += await portsOf(schema).idempotencyRecords.removeOlderThan(tx, date)
        return removed
      },
    },
  }
  return ports
}

/** Fills the tables and reads them, without the adapter. */
export const makeFixture = (pool: pg.Pool): PromiseStoreFixture => ({
  createOrganization: (org) => pool.query(createTables(schemaOf(org))),
  createAccount: (org, id) => pool.query(`insert into ${schemaOf(org)}.accounts (number) values ($1)`, [id]),
  deleteAccount: (org, id) =>
    pool.query(`update ${schemaOf(org)}.accounts set closed_at = now() where number = $1`, [id]),
  createContactType: async (org, name, { isDefault }) => {
    if (isDefault) await pool.query(`update ${schemaOf(org)}.types set is_default = false`)
    await pool.query(`insert into ${schemaOf(org)}.types (name, is_default) values ($1, $2)`, [name, isDefault])
  },
  deleteContactType: (org, name) =>
    pool.query(`update ${schemaOf(org)}.types set retired_at = now() where name = $1`, [name]),
  deleteContact: (org, email) =>
    pool.query(
      `update ${schemaOf(org)}.people set deleted_at = now() where lower("Email") = $1 and deleted_at is null`,
      [email],
    ),
  contacts: async (org) => {
    const schema = schemaOf(org)
    const { rows } = await pool.query<Contact>(
      `select public_id as id, "Email" as email, first_name as "firstName", last_name as "lastName",
        phone as "phoneNumber", picture as "avatarUrl", source, type as "contactType",
        array(
          select number from unnest(people.accounts) with ordinality as a (id, position)
          join ${schema}.accounts using (id) order by position
        ) as "accountIds",
        custom_fields::json as "customFieldValues", metadata::json as metadata, created_at as "createdAt",
        created_at as "updatedAt", deleted_at as "deletedAt", null as "importId"
      from ${schema}.people order by public_id`,
    )
    return rows
  },
})
