import { sql } from "drizzle-orm"
import { boolean, foreignKey, json, pgTable, primaryKey, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core"

// The application's tables, with its own names, keys and rules.

const moment = () => timestamp({ withTimezone: true, mode: "date", precision: 3 })

export const companies = pgTable(
  "companies",
  { tenant: text().notNull(), code: text().notNull(), archivedAt: moment() },
  (table) => [primaryKey({ columns: [table.tenant, table.code] })],
)

export const segments = pgTable(
  "segments",
  { tenant: text().notNull(), name: text().notNull(), isDefault: boolean().notNull(), archivedAt: moment() },
  (table) => [primaryKey({ columns: [table.tenant, table.name] })],
)

export const people = pgTable(
  "people",
  {
    id: uuid().primaryKey(),
    tenant: text().notNull(),
    email: text().notNull(),
    givenName: text().notNull(),
    familyName: text(),
    phone: text(),
    picture: text(),
    origin: text(),
    segment: text().notNull(),
    customFields: json().$type<ReadonlyArray<Readonly<Record<string, unknown>>>>(),
    attributes: json().$type<Readonly<Record<string, unknown>>>(),
    createdAt: moment().notNull(),
    archivedAt: moment(),
  },
  (table) => [
    uniqueIndex("people_email").on(table.tenant, table.email).where(sql`archived_at is null`),
    foreignKey({ columns: [table.tenant, table.segment], foreignColumns: [segments.tenant, segments.name] }),
  ],
)

export const peopleCompanies = pgTable(
  "people_companies",
  {
    person: uuid()
      .notNull()
      .references(() => people.id),
    tenant: text().notNull(),
    company: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.person, table.company] }),
    foreignKey({ columns: [table.tenant, table.company], foreignColumns: [companies.tenant, companies.code] }),
  ],
)
