import type { DatabaseSync } from "node:sqlite"
import type { SqlRunner, SqlTables } from "@bulk-contacts/adapter-sql"
import type { Contact } from "@bulk-contacts/core/promise"
import type { PromiseStoreFixture } from "@bulk-contacts/testing"

/** How contacts refer to accounts in a test. */
export type Shape = "link" | "array"

export const schema = `
  create table teams (team text primary key);
  create table accounts (
    id integer primary key, team text not null, number text not null, closed_at text, unique (team, number)
  );
  create table kinds (
    team text not null, name text not null, is_default integer not null default 0, retired_at text,
    primary key (team, name)
  ) without rowid;
  create table people (
    id integer primary key, public_id text not null unique, team text not null, email text not null,
    first_name text not null, last_name text, phone text, picture text, origin text, kind text not null,
    accounts text, custom_fields text, metadata text, status text not null,
    created_at text not null, changed_at text not null, deleted_at text, import_id text,
    foreign key (team, kind) references kinds
  ) strict;
  create unique index people_email on people (team, email) where deleted_at is null;
  create table people_accounts (
    person_id integer not null references people, account_id integer not null references accounts,
    primary key (person_id, account_id)
  ) without rowid;
  create table request_keys (
    team text not null, key text not null, fingerprint text not null, result text not null, created_at text not null,
    primary key (team, key)
  );
  create table imports (
    team text not null, id text not null, name text not null, origin text, request_key text, total integer not null,
    created integer not null, skipped integer not null, invalid integer, remaining integer not null,
    created_at text not null, undone_at text, primary key (team, id)
  );
  create trigger count_remaining after update of deleted_at on people
  when old.deleted_at is null and new.deleted_at is not null begin
    update imports set remaining = remaining - 1 where team = old.team and id = old.import_id;
  end;`

export const tablesOf = (shape: Shape): SqlTables => ({
  tenant: "team",
  contacts: {
    table: "people",
    id: "public_id",
    key: "id",
    email: "email",
    firstName: "first_name",
    lastName: "last_name",
    phoneNumber: "phone",
    avatarUrl: "picture",
    source: "origin",
    contactType: "kind",
    customFieldValues: "custom_fields",
    metadata: "metadata",
    createdAt: "created_at",
    updatedAt: "changed_at",
    deletedAt: "deleted_at",
    importId: "import_id",
    constants: { status: "it's new" },
  },
  accounts: {
    table: "main.accounts",
    id: "number",
    key: "id",
    deletedAt: "closed_at",
    contacts:
      shape === "array"
        ? { array: "accounts" }
        : { link: "people_accounts", contact: "person_id", account: "account_id" },
  },
  contactTypes: { table: "kinds", id: "name", isDefault: "is_default", deletedAt: "retired_at" },
  idempotency: {
    table: "request_keys",
    key: "key",
    fingerprint: "fingerprint",
    result: "result",
    createdAt: "created_at",
  },
  imports: {
    table: "imports",
    id: "id",
    name: "name",
    source: "origin",
    idempotencyKey: "request_key",
    total: "total",
    created: "created",
    skipped: "skipped",
    invalid: "invalid",
    remaining: "remaining",
    createdAt: "created_at",
    undoneAt: "undone_at",
  },
})

/** Fills the tables and reads them, without the adapter. */
export const makeFixture = (runner: SqlRunner<DatabaseSync>, shape: Shape): PromiseStoreFixture => {
  const execute = (sql: string, ...parameters: ReadonlyArray<string | number>) =>
    runner.transaction(async (db) => void db.prepare(sql).run(...parameters))
  const now = () => new Date().toISOString()
  return {
    createOrganization: (team) => execute("insert into teams values (?)", team),
    createAccount: (team, number) => execute("insert into accounts (team, number) values (?, ?)", team, number),
    deleteAccount: (team, number) =>
      execute("update accounts set closed_at = ? where team = ? and number = ?", now(), team, number),
    createContactType: async (team, name, { isDefault }) => {
      if (isDefault) await execute("update kinds set is_default = 0 where team = ?", team)
      await execute("insert into kinds (team, name, is_default) values (?, ?, ?)", team, name, Number(isDefault))
    },
    deleteContactType: (team, name) =>
      execute("update kinds set retired_at = ? where team = ? and name = ?", now(), team, name),
    deleteContact: (team, email) =>
      execute(
        "update people set deleted_at = ? where team = ? and email = ? and deleted_at is null",
        now(),
        team,
        email,
      ),
    contacts: async (team) => {
      let contacts: ReadonlyArray<Contact> = []
      await runner.transaction(async (db) => {
        contacts = db.prepare(selects[shape]).all(team).map(contactOf)
      })
      return contacts
    },
  }
}

const selectWith = (accounts: string) => `
  select *, (${accounts}) as account_ids from people where team = ? and status = 'it''s new' order by public_id`

const selects: Readonly<Record<Shape, string>> = {
  link: selectWith(`
    select json_group_array(number) from people_accounts join accounts on accounts.id = account_id
    where person_id = people.id`),
  array: selectWith(`
    select json_group_array(number) from json_each(people.accounts) as one join accounts on accounts.id = one.value`),
}

const contactOf = (row: Record<string, unknown>): Contact => {
  const text = (column: string) => (row[column] === null ? null : String(row[column]))
  const json = (column: string) => (row[column] === null ? null : JSON.parse(String(row[column])))
  return {
    id: String(row["public_id"]),
    email: String(row["email"]),
    firstName: String(row["first_name"]),
    lastName: text("last_name"),
    phoneNumber: text("phone"),
    avatarUrl: text("picture"),
    source: text("origin"),
    contactType: String(row["kind"]),
    accountIds: json("account_ids"),
    importId: text("import_id"),
    customFieldValues: json("custom_fields"),
    metadata: json("metadata"),
    createdAt: new Date(String(row["created_at"])),
    updatedAt: new Date(String(row["changed_at"])),
    deletedAt: row["deleted_at"] === null ? null : new Date(String(row["deleted_at"])),
  }
}
