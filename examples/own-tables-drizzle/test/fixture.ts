import type { PromiseStoreFixture } from "@bulk-contacts/testing"
import { and, eq, isNull, sql } from "drizzle-orm"
import type { PostgresJsDatabase } from "drizzle-orm/postgres-js"
import { companies, people, peopleCompanies, segments } from "../schema.ts"

/** What the suites need besides the ports: functions that fill the tables and read them. */
export const peopleFixture = (db: PostgresJsDatabase): PromiseStoreFixture => ({
  // A tenant is only a name.
  createOrganization: async () => {},
  createAccount: (tenant, code) => db.insert(companies).values({ tenant, code }),
  deleteAccount: (tenant, code) =>
    db
      .update(companies)
      .set({ archivedAt: sql`now()` })
      .where(and(eq(companies.tenant, tenant), eq(companies.code, code))),
  createContactType: async (tenant, name, { isDefault }) => {
    if (isDefault) await db.update(segments).set({ isDefault: false }).where(eq(segments.tenant, tenant))
    await db.insert(segments).values({ tenant, name, isDefault })
  },
  deleteContactType: (tenant, name) =>
    db
      .update(segments)
      .set({ archivedAt: sql`now()` })
      .where(and(eq(segments.tenant, tenant), eq(segments.name, name))),
  deleteContact: (tenant, email) =>
    db
      .update(people)
      .set({ archivedAt: sql`now()` })
      .where(and(eq(people.tenant, tenant), eq(people.email, email), isNull(people.archivedAt))),
  contacts: async (tenant) => {
    const links = db.select().from(peopleCompanies).where(eq(peopleCompanies.tenant, tenant))
    const companiesOf = Map.groupBy(await links, ({ person }) => person)
    const rows = await db.select().from(people).where(eq(people.tenant, tenant)).orderBy(people.id)
    return rows.map((person) => ({
      id: person.id,
      email: person.email,
      firstName: person.givenName,
      lastName: person.familyName,
      phoneNumber: person.phone,
      avatarUrl: person.picture,
      source: person.origin,
      contactType: person.segment,
      accountIds: (companiesOf.get(person.id) ?? []).map(({ company }) => company),
      customFieldValues: person.customFields,
      metadata: person.attributes,
      createdAt: person.createdAt,
      updatedAt: person.createdAt,
      importId: null,
      deletedAt: person.archivedAt,
    }))
  },
})
