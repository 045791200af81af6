import { makeSqlStore, type SqlRunner } from "@bulk-contacts/adapter-sql"
import { sql } from "drizzle-orm"
import type { PostgresJsDatabase } from "drizzle-orm/postgres-js"

type Tx = Parameters<Parameters<PostgresJsDatabase["transaction"]>[0]>[0]

/** Runs SQL text in Drizzle's transactions. */
const drizzleRunner = (db: PostgresJsDatabase): SqlRunner<Tx> => ({
  transaction: (run) => db.transaction(run),
  query: (tx, text, parameters) => {
    const parts = text.split(/\$(\d+)/).map((part, i) => (i % 2 === 0 ? sql.raw(part) : sql`${parameters[+part - 1]}`))
    return tx.execute(sql.join(parts))
  },
})

/** Bulk creates on the tables of `schema.ts`. */
export const makePeopleStore = (db: PostgresJsDatabase) =>
  makeSqlStore({
    dialect: "postgres",
    runner: drizzleRunner(db),
    tables: {
      tenant: "tenant",
      contacts: {
        table: "people",
        id: "id",
        email: "email",
        firstName: "given_name",
        lastName: "family_name",
        phoneNumber: "phone",
        avatarUrl: "picture",
        source: "origin",
        contactType: "segment",
        customFieldValues: "custom_fields",
        metadata: "attributes",
        createdAt: "created_at",
        deletedAt: "archived_at",
      },
      accounts: {
        table: "companies",
        id: "code",
        deletedAt: "archived_at",
        contacts: { link: "people_companies", contact: "person", account: "company", tenant: "tenant" },
      },
      contactTypes: { table: "segments", id: "name", isDefault: "is_default", deletedAt: "archived_at" },
    },
  })
