import { isNull } from "drizzle-orm"
import { jsonb, pgTable, primaryKey, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core"

const createdAt = timestamp("created_at", { withTimezone: true }).notNull().defaultNow()
const deletedAt = timestamp("deleted_at", { withTimezone: true })

const organizations = pgTable("organizations", { id: text().primaryKey(), name: text().notNull(), createdAt })

const organizationId = () =>
  text("organization_id")
    .notNull()
    .references(() => organizations.id)

export const apiKeys = pgTable("api_keys", {
  id: uuid().primaryKey().defaultRandom(),
  organizationId: organizationId(),
  keyHash: text("key_hash").notNull().unique(),
  revokedAt: timestamp("revoked_at", { withTimezone: true }),
})

export const accounts = pgTable("accounts", {
  id: text().primaryKey(),
  organizationId: organizationId(),
  name: text().notNull(),
  deletedAt,
})

export const contactTypes = pgTable("contact_types", {
  id: text().primaryKey(),
  organizationId: organizationId(),
  name: text().notNull(),
  deletedAt,
})

export const contacts = pgTable(
  "contacts",
  {
    id: uuid().primaryKey().defaultRandom(),
    organizationId: organizationId(),
    email: text().notNull(),
    firstName: text("first_name").notNull(),
    lastName: text("last_name"),
    phoneNumber: text("phone_number"),
    avatarUrl: text("avatar_url"),
    contactTypeId: text("contact_type_id")
      .notNull()
      .references(() => contactTypes.id),
    source: text().notNull(),
    metadata: jsonb().notNull().default({}),
    createdAt,
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
    deletedAt,
  },
  (table) => [uniqueIndex("contacts_email").on(table.organizationId, table.email).where(isNull(table.deletedAt))],
)

export const contactAccounts = pgTable(
  "contact_accounts",
  {
    contactId: uuid("contact_id")
      .notNull()
      .references(() => contacts.id, { onDelete: "cascade" }),
    accountId: text("account_id")
      .notNull()
      .references(() => accounts.id),
    createdAt,
  },
  (table) => [primaryKey({ columns: [table.contactId, table.accountId] })],
)
