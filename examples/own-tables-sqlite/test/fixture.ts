import type { DatabaseSync } from "node:sqlite"
import type { SqlRunner } from "@bulk-contacts/adapter-sql"
import type { Contact } from "@bulk-contacts/core/promise"
import type { PromiseStoreFixture } from "@bulk-contacts/testing"

/** What the suites need besides the ports: functions that fill the tables and read them. */
export const peopleFixture = (runner: SqlRunner<DatabaseSync>): PromiseStoreFixture => {
  const execute = (sql: string, ...parameters: ReadonlyArray<string | number>) =>
    runner.transaction(async (db) => void db.prepare(sql).run(...parameters))
  const now = () => new Date().toISOString()
  return {
    // A team is only a name.
    createOrganization: async () => {},
    createAccount: (team, number) => execute("insert into accounts (team, number) values (?, ?)", team, number),
    deleteAccount: (team, number) =>
      execute("update accounts set closed_at = ? where team = ? and number = ?", now(), team, number),
    createContactType: async (team, name, { isDefault }) => {
      if (isDefault) await execute("update contact_types set is_default = 0 where team = ?", team)
      await execute(
        "insert into contact_types (team, name, is_default) values (?, ?, ?)",
        team,
        name,
        Number(isDefault),
      )
    },
    deleteContactType: (team, name) =>
      execute("update contact_types set retired_at = ? where team = ? and name = ?", now(), team, name),
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
        contacts = db.prepare(selectContacts).all(team).map(contactOf)
      })
      return contacts
    },
  }
}

const selectContacts = `
  select
    id, email, first_name, last_name, phone, picture, origin, type, custom_fields, metadata, created_at, deleted_at,
    (
      select json_group_array(number) from people_accounts join accounts on accounts.id = account_id
      where person_id = people.id
    ) as accounts
  from people where team = ?`

const contactOf = (row: Record<string, unknown>): Contact => {
  const text = (column: string) => (row[column] === null ? null : String(row[column]))
  const json = (column: string) => (row[column] === null ? null : JSON.parse(String(row[column])))
  const createdAt = new Date(String(row["created_at"]))
  return {
    id: String(row["id"]),
    email: String(row["email"]),
    firstName: String(row["first_name"]),
    lastName: text("last_name"),
    phoneNumber: text("phone"),
    avatarUrl: text("picture"),
    source: text("origin"),
    contactType: String(row["type"]),
    accountIds: json("accounts"),
    customFieldValues: json("custom_fields"),
    metadata: json("metadata"),
    createdAt,
    updatedAt: createdAt,
    importId: null,
    deletedAt: row["deleted_at"] === null ? null : new Date(String(row["deleted_at"])),
  }
}
