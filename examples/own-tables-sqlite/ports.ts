import type { DatabaseSync } from "node:sqlite"
import type { BulkContactsPorts, EmailOwner } from "@bulk-contacts/core/promise"
import type { Transactions } from "./transactions.ts"

/** Bulk creates on the tables of `schema.sql`. A set is one JSON parameter, whatever its size. */
export const peoplePorts = (transactions: Transactions): BulkContactsPorts<DatabaseSync> => ({
  transaction: (run) => transactions.run(run),

  accounts: {
    findExisting: async (db, team, numbers) =>
      names(
        db
          .prepare(`
            select number as name from accounts
            where team = ? and number in (select value from json_each(?)) and closed_at is null`)
          .all(team, JSON.stringify(numbers)),
      ),
  },

  contactTypes: {
    findExisting: async (db, team, types) =>
      names(
        db
          .prepare(`
            select name from contact_types
            where team = ? and name in (select value from json_each(?)) and retired_at is null`)
          .all(team, JSON.stringify(types)),
      ),
    findDefault: async (db, team) =>
      names(
        db.prepare("select name from contact_types where team = ? and is_default and retired_at is null").all(team),
      )[0],
  },

  contacts: {
    findByEmail: async (db, team, emails) =>
      db
        .prepare(`
          select email, id from people
          where team = ? and email in (select value from json_each(?)) and deleted_at is null`)
        .all(team, JSON.stringify(emails))
        .map(({ email, id }): EmailOwner => ({ email: String(email), id: String(id) })),

    insertNew: async (db, team, contacts) => {
      const json = (value: object | null) => (value === null ? null : JSON.stringify(value))
      const insert = db.prepare(`
        insert into people (
          id, team, email, first_name, last_name, phone, picture, origin, type, custom_fields, metadata, created_at
        ) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (team, email) where deleted_at is null do nothing`)
      const link = db.prepare(`
        insert into people_accounts (person_id, account_id)
        select ?, id from accounts where team = ? and number in (select value from json_each(?))`)
      let created = 0
      for (const { id, email, firstName, lastName, phoneNumber, avatarUrl, source, ...contact } of contacts) {
        const fields = [id, team, email, firstName, lastName, phoneNumber, avatarUrl, source, contact.contactType]
        const data = [json(contact.customFieldValues), json(contact.metadata), contact.createdAt.toISOString()]
        if (insert.run(...fields, ...data).changes === 0) continue
        created++
        if (contact.accountIds.length > 0) link.run(id, team, JSON.stringify(contact.accountIds))
      }
      return created
    },
  },
})

const names = (rows: ReadonlyArray<Record<string, unknown>>): Array<string> => rows.map(({ name }) => String(name))
