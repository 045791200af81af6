import type { SqlTables } from "@bulk-contacts/adapter-sql"
import type { Contact } from "@bulk-contacts/core/promise"
import type { PromiseStoreFixture } from "@bulk-contacts/testing"
import type pg from "pg"

// UUIDs as keys, a table of links, a column for the tenant, a schema and names that need quotes.

export const schema = `
  create schema crm;
  create type crm.stage as enum ('new', 'active');
  create table crm.companies (
    id uuid primary key default gen_random_uuid(),
    tenant_id text not null,
    "External Id" text not null,
    archived_at timestamptz,
    unique (tenant_id, "External Id")
  );
  create table crm.kinds (
    id uuid primary key default gen_random_uuid(),
    tenant_id text not null,
    name text not null,
    is_default boolean not null default false,
    archived_at timestamptz,
    unique (tenant_id, name)
  );
  create table crm.people (
    id uuid primary key,
    tenant_id text not null,
    email text not null,
    "order" text not null,
    family_name text,
    phone text,
    picture text,
    origin text,
    kind_id uuid not null references crm.kinds,
    fields jsonb,
    attributes json,
    stage crm.stage not null,
    score integer not null,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    archived_at timestamptz,
    import_id uuid
  );
  create unique index on crm.people (tenant_id, email) where archived_at is null;
  create table crm.people_companies (
    tenant_id text not null,
    person_id uuid not null references crm.people,
    company_id uuid not null references crm.companies,
    primary key (person_id, company_id)
  );
  create table crm.request_keys (
    tenant_id text not null,
    key text not null,
    fingerprint text not null,
    result jsonb not null,
    created_at timestamptz not null,
    primary key (tenant_id, key)
  );
  create table crm.imports (
    tenant_id text not null,
    id uuid not null,
    name varchar(255) not null,
    origin varchar(255),
    request_key text,
    given bigint not null,
    created integer not null,
    skipped integer not null,
    invalid integer,
    remaining integer not null,
    created_at timestamptz not null,
    undone_at timestamptz,
    primary key (tenant_id, id)
  );
  create function crm.count_remaining() returns trigger language plpgsql as $$
  begin
    update crm.imports set remaining = remaining - 1 where (tenant_id, id) = (old.tenant_id, old.import_id);
    return null;
  end $$;
  create trigger count_remaining after update of archived_at on crm.people for each row
  when (old.archived_at is null and new.archived_at is not null) execute function crm.count_remaining();`

export const tables: SqlTables = {
  tenant: "tenant_id",
  contacts: {
    table: "crm.people",
    id: "id",
    email: "email",
    firstName: "order",
    lastName: "family_name",
    phoneNumber: "phone",
    avatarUrl: "picture",
    source: "origin",
    contactType: "kind_id",
    customFieldValues: "fields",
    metadata: "attributes",
    createdAt: "created_at",
    updatedAt: "changed_at",
    deletedAt: "archived_at",
    importId: { column: "import_id", type: "uuid" },
    constants: { stage: "new", score: 7 },
  },
  accounts: {
    table: "crm.companies",
    id: "External Id",
    key: "id",
    deletedAt: "archived_at",
    contacts: { link: "crm.people_companies", contact: "person_id", account: "company_id", tenant: "tenant_id" },
  },
  contactTypes: { table: "crm.kinds", id: "name", key: "id", isDefault: "is_default", deletedAt: "archived_at" },
  idempotency: {
    table: "crm.request_keys",
    key: "key",
    fingerprint: "fingerprint",
    result: "result",
    createdAt: "created_at",
  },
  imports: {
    table: "crm.imports",
    id: { column: "id", type: "uuid" },
    name: "name",
    source: "origin",
    idempotencyKey: "request_key",
    total: "given",
    created: "created",
    skipped: "skipped",
    invalid: "invalid",
    remaining: "remaining",
    createdAt: "created_at",
    undoneAt: "undone_at",
  },
}

/** Fills the tables and reads them, without the adapter. */
export const makeFixture = (pool: pg.Pool): PromiseStoreFixture => ({
  createOrganization: async () => {},
  createAccount: (tenant, id) =>
    pool.query(`insert into crm.companies (tenant_id, "External Id") values ($1, $2)`, [tenant, id]),
  deleteAccount: (tenant, id) =>
    pool.query(`update crm.companies set archived_at = now() where tenant_id = $1 and "External Id" = $2`, [
      tenant,
      id,
    ]),
  createContactType: async (tenant, name, { isDefault }) => {
    if (isDefault) await pool.query("update crm.kinds set is_default = false where tenant_id = $1", [tenant])
    const values = [tenant, name, isDefault]
    await pool.query("insert into crm.kinds (tenant_id, name, is_default) values ($1, $2, $3)", values)
  },
  deleteContactType: (tenant, name) =>
    pool.query("update crm.kinds set archived_at = now() where tenant_id = $1 and name = $2", [tenant, name]),
  deleteContact: (tenant, email) =>
    pool.query(
      "update crm.people set archived_at = now() where tenant_id = $1 and email = $2 and archived_at is null",
      [tenant, email],
    ),
  contacts: async (tenant) => {
    const { rows } = await pool.query<Contact>(
      `select people.id, email, "order" as "firstName", family_name as "lastName", phone as "phoneNumber",
        picture as "avatarUrl", origin as source, kinds.name as "contactType", fields as "customFieldValues",
        attributes as metadata, import_id as "importId", created_at as "createdAt", changed_at as "updatedAt",
        people.archived_at as "deletedAt",
        array(
          select "External Id" from crm.people_companies as links
          join crm.companies on companies.id = company_id where person_id = people.id and links.tenant_id = $1
        ) as "accountIds"
      from crm.people join crm.kinds on kinds.id = kind_id
      where people.tenant_id = $1 and stage = 'new' and score = 7
      order by people.id`,
      [tenant],
    )
    return rows
  },
})
