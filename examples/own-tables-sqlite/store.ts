import type { DatabaseSync } from "node:sqlite"
import { makeSqlStore, nodeSqlite } from "@bulk-contacts/adapter-sql"

/** Bulk creates on the tables of `schema.sql`. The runner also runs transactions of the application. */
export const makePeopleStore = (db: DatabaseSync) => {
  const runner = nodeSqlite(db)
  const store = makeSqlStore({
    dialect: "sqlite",
    runner,
    tables: {
      tenant: "team",
      contacts: {
        table: "people",
        id: "id",
        email: "email",
        firstName: "first_name",
        lastName: "last_name",
        phoneNumber: "phone",
        avatarUrl: "picture",
        source: "origin",
        contactType: "type",
        customFieldValues: "custom_fields",
        metadata: "metadata",
        createdAt: "created_at",
        deletedAt: "deleted_at",
      },
      accounts: {
        table: "accounts",
        id: "number",
        key: "id",
        deletedAt: "closed_at",
        contacts: { link: "people_accounts", contact: "person_id", account: "account_id" },
      },
      contactTypes: { table: "contact_types", id: "name", isDefault: "is_default", deletedAt: "retired_at" },
    },
  })
  return { ...store, runner }
}
