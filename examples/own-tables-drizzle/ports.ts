import type { BulkContactsPorts } from "@bulk-contacts/core/promise"
import { and, asc, DrizzleQueryError, eq, inArray, isNull } from "drizzle-orm"
import type { PostgresJsDatabase } from "drizzle-orm/postgres-js"
import postgres from "postgres"
import { companies, people, peopleCompanies, segments } from "./schema.ts"

type Tx = Parameters<Parameters<PostgresJsDatabase["transaction"]>[0]>[0]

/** Bulk creates on the tables of `schema.ts`. */
export const peoplePorts = (db: PostgresJsDatabase): BulkContactsPorts<Tx> => ({
  transaction: (run) => retryDeadlocks(() => db.transaction(run)),

  accounts: {
    findExisting: (tx, tenant, codes) =>
      inChunks(codes, async (chunk) => {
        const found = await tx
          .select({ code: companies.code })
          .from(companies)
          .where(and(eq(companies.tenant, tenant), inArray(companies.code, chunk), isNull(companies.archivedAt)))
          .orderBy(asc(companies.code))
          .for("share")
        return found.map(({ code }) => code)
      }),
  },

  contactTypes: {
    findExisting: (tx, tenant, names) =>
      inChunks(names, async (chunk) => {
        const found = await tx
          .select({ name: segments.name })
          .from(segments)
          .where(and(eq(segments.tenant, tenant), inArray(segments.name, chunk), isNull(segments.archivedAt)))
          .orderBy(asc(segments.name))
          .for("share")
        return found.map(({ name }) => name)
      }),
    findDefault: async (tx, tenant) => {
      const [found] = await tx
        .select({ name: segments.name })
        .from(segments)
        .where(and(eq(segments.tenant, tenant), segments.isDefault, isNull(segments.archivedAt)))
        .for("share")
      return found?.name
    },
  },

  contacts: {
    findByEmail: (tx, tenant, emails) =>
      inChunks(emails, (chunk) =>
        tx
          .select({ email: people.email, id: people.id })
          .from(people)
          .where(and(eq(people.tenant, tenant), inArray(people.email, chunk), isNull(people.archivedAt))),
      ),

    insertNew: async (tx, tenant, contacts) => {
      // In one order, so that concurrent transactions do not deadlock.
      const rows = contacts
        .toSorted((a, b) => (a.email < b.email ? -1 : 1))
        .map(({ firstName, lastName, phoneNumber, avatarUrl, source, contactType, ...contact }) => ({
          ...contact,
          tenant,
          givenName: firstName,
          familyName: lastName,
          phone: phoneNumber,
          picture: avatarUrl,
          origin: source,
          segment: contactType,
          customFields: contact.customFieldValues,
          attributes: contact.metadata,
        }))
      const created = await inChunks(rows, (chunk) =>
        tx
          .insert(people)
          .values(chunk)
          .onConflictDoNothing({ target: [people.tenant, people.email], where: isNull(people.archivedAt) })
          .returning({ id: people.id }),
      )
      const ids = new Set(created.map(({ id }) => id))
      const links = contacts
        .filter(({ id }) => ids.has(id))
        .flatMap(({ id, accountIds }) => accountIds.map((company) => ({ person: id, tenant, company })))
      await inChunks(links, (chunk) =>
        tx.insert(peopleCompanies).values(chunk).returning({ id: peopleCompanies.person }),
      )
      return created.length
    },
  },
})

/** A statement takes at most 65,535 values. */
const inChunks = async <A, B>(
  items: ReadonlyArray<A>,
  query: (chunk: Array<A>) => PromiseLike<ReadonlyArray<B>>,
): Promise<Array<B>> => {
  const results: Array<B> = []
  for (let start = 0; start < items.length; start += 2000) {
    results.push(...(await query(items.slice(start, start + 2000))))
  }
  return results
}

const retryDeadlocks = async (transaction: () => Promise<void>, retries = 4): Promise<void> => {
  try {
    await transaction()
  } catch (error) {
    const cause = error instanceof DrizzleQueryError ? error.cause : error
    if (!(cause instanceof postgres.PostgresError && cause.code === "40P01" && retries > 0)) throw error
    await retryDeadlocks(transaction, retries - 1)
  }
}
