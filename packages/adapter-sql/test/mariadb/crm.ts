import type { SqlTables } from "@bulk-contacts/adapter-sql"
import type { Contact } from "@bulk-contacts/core/promise"
import type { PromiseStoreFixture } from "@bulk-contacts/testing"
import type mysql from "mysql2/promise"

const exact = "character set utf8mb4 collate utf8mb4_nopad_bin"

/** How contacts refer to accounts in a test. */
export type Shape = "link" | "array"

export const schema = [
  `create table companies (
    id bigint auto_increment primary key, workspace varchar(255) ${exact} not null,
    number varchar(255) ${exact} not null, closed_at datetime, unique (workspace, number)
  )`,
  `create table kinds (
    id int auto_increment primary key, workspace varchar(255) ${exact} not null, name varchar(255) ${exact} not null,
    is_default boolean not null default false, retired_at datetime, unique (workspace, name)
  )`,
  `create table people (
    id bigint auto_increment primary key, public_id char(36) character set ascii not null unique,
    workspace varchar(255) ${exact} not null, email varchar(254) ${exact} not null,
    given_name varchar(255) not null, family_name varchar(255), phone varchar(16), picture varchar(2048),
    origin varchar(255), kind_id int not null references kinds (id), companies json, fields json, attributes json,
    status enum('new', 'active') not null, joined_at datetime(3) not null, changed_at datetime(3) not null,
    removed_at datetime, import_id char(36) character set ascii,
    active_email varchar(254) ${exact} as (case when removed_at is null then lower(email) end) virtual,
    unique (workspace, active_email), index (workspace, import_id)
  ) character set utf8mb4`,
  `create table people_companies (
    person_id bigint not null references people (id), company_id bigint not null references companies (id),
    primary key (person_id, company_id)
  )`,
  `create table request_keys (
    workspace varchar(255) ${exact} not null, \`key\` varchar(255) ${exact} not null, fingerprint char(64) not null,
    result json not null, created_at datetime(3) not null, primary key (workspace, \`key\`)
  )`,
  `create table imports (
    workspace varchar(255) ${exact} not null, id char(36) character set ascii collate ascii_bin not null,
    name varchar(255) ${exact} not null, origin varchar(255) ${exact}, request_key varchar(255) ${exact},
    total int not null, created int not null, skipped int not null, invalid int, remaining int not null,
    created_at datetime(3) not null, undone_at datetime(3), primary key (workspace, id)
  )`,
  `create trigger count_remaining after update on people for each row
    if old.removed_at is null and new.removed_at is not null then
      update imports set remaining = remaining - 1 where workspace = old.workspace and id = old.import_id;
    end if`,
]

export const tablesOf = (shape: Shape): SqlTables => ({
  tenant: "workspace",
  contacts: {
    table: "people",
    id: "public_id",
    key: "id",
    email: "email",
    emailIgnoresCase: true,
    activeEmail: "active_email",
    firstName: "given_name",
    lastName: "family_name",
    phoneNumber: "phone",
    avatarUrl: "picture",
    source: "origin",
    contactType: "kind_id",
    customFieldValues: "fields",
    metadata: "attributes",
    createdAt: "joined_at",
    updatedAt: "changed_at",
    deletedAt: "removed_at",
    importId: "import_id",
    constants: { status: "new" },
  },
  accounts: {
    table: "companies",
    id: "number",
    key: "id",
    deletedAt: "closed_at",
    contacts:
      shape === "array"
        ? { array: "companies" }
        : { link: "people_companies", contact: "person_id", account: "company_id" },
  },
  contactTypes: { table: "kinds", id: "name", key: "id", isDefault: "is_default", deletedAt: "retired_at" },
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

/** MariaDB may choose the statement to end a deadlock with an insert of the same emails, and asks for it to be run again. */
const restartingIfChosen = async <A>(run: () => Promise<A>): Promise<A> => {
  for (;;) {
    try {
      return await run()
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ER_LOCK_DEADLOCK") throw error
    }
  }
}

/** Fills the tables and reads them, without the adapter. */
export const makeFixture = (pool: mysql.Pool, shape: Shape): PromiseStoreFixture => ({
  createOrganization: async () => {},
  createAccount: (workspace, number) => pool.query("insert into companies set ?", { workspace, number }),
  deleteAccount: (workspace, number) =>
    pool.query("update companies set closed_at = now() where workspace = ? and number = ?", [workspace, number]),
  createContactType: async (workspace, name, { isDefault }) => {
    if (isDefault) await pool.query("update kinds set is_default = false where workspace = ?", [workspace])
    await pool.query("insert into kinds set ?", { workspace, name, is_default: isDefault })
  },
  deleteContactType: (workspace, name) =>
    pool.query("update kinds set retired_at = now() where workspace = ? and name = ?", [workspace, name]),
  deleteContact: (workspace, email) =>
    restartingIfChosen(() =>
      pool.query("update people set removed_at = now() where workspace = ? and active_email = ?", [workspace, email]),
    ),
  contacts: async (workspace) => {
    const accounts = {
      link: `select json_arrayagg(number) from people_companies join companies on companies.id = company_id
        where person_id = people.id`,
      array: `select json_arrayagg(number) from companies
        where json_contains(people.companies, cast(companies.id as char)) and workspace = people.workspace`,
    }
    const [rows] = await pool.query<Array<mysql.RowDataPacket>>(
      `select people.*, kinds.name as kind, (${accounts[shape]}) as account_ids
      from people join kinds on kinds.id = kind_id
      where people.workspace = ? and status = 'new' order by public_id`,
      [workspace],
    )
    return rows.map(contactOf)
  },
})

const contactOf = (row: Record<string, any>): Contact => ({
  id: row["public_id"],
  email: row["email"],
  firstName: row["given_name"],
  lastName: row["family_name"],
  phoneNumber: row["phone"],
  avatarUrl: row["picture"],
  source: row["origin"],
  contactType: row["kind"],
  accountIds: parsed(row["account_ids"]) ?? [],
  importId: row["import_id"],
  customFieldValues: parsed(row["fields"]),
  metadata: parsed(row["attributes"]),
  createdAt: row["joined_at"],
  updatedAt: row["changed_at"],
  deletedAt: row["removed_at"],
})

const parsed = (value: unknown) => (typeof value === "string" ? JSON.parse(value) : value)
