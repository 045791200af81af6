// Fastify with Drizzle, on node-postgres.
import { and, count, eq, inArray, isNull } from "drizzle-orm"
import { drizzle } from "drizzle-orm/node-postgres"
import { chunksOf } from "./chunksOf.ts"
import { accounts, apiKeys, contactAccounts, contacts, contactTypes } from "./drizzleTables.ts"
import { announce, BULK_PATH, databaseUrl } from "./environment.ts"
import { normalizeEmails, schema, withoutDuplicates } from "./request.ts"
import { makeServer } from "./server.ts"

const db = drizzle(databaseUrl)

const server = makeServer(async (keyHash) => {
  const [owner] = await db
    .select({ organizationId: apiKeys.organizationId })
    .from(apiKeys)
    .where(and(eq(apiKeys.keyHash, keyHash), isNull(apiKeys.revokedAt)))
    .limit(1)
  return owner?.organizationId
})

/** A row takes eight of the 65,535 parameters that the protocol allows. */
const CHUNK = 5000

server.post(BULK_PATH, { schema, preValidation: normalizeEmails }, async ({ organizationId, body }, reply) => {
  const accountIds = [...new Set(body.accountIds)]
  const { contactType, source } = body
  const ofAccounts = and(
    eq(accounts.organizationId, organizationId),
    inArray(accounts.id, accountIds),
    isNull(accounts.deletedAt),
  )
  const ofContactType = and(
    eq(contactTypes.organizationId, organizationId),
    eq(contactTypes.id, contactType),
    isNull(contactTypes.deletedAt),
  )
  const [[found], types] = await Promise.all([
    db.select({ accounts: count() }).from(accounts).where(ofAccounts),
    db.select({ id: contactTypes.id }).from(contactTypes).where(ofContactType).limit(1),
  ])
  if (found?.accounts !== accountIds.length) return reply.code(404).send({ message: "Account not found" })
  if (types.length === 0) return reply.code(404).send({ message: "Contact type not found" })

  const rows = withoutDuplicates(body.contacts).map((contact) => ({
    ...contact,
    organizationId,
    contactTypeId: contactType,
    source,
  }))
  const created = await db.transaction(async (tx) => {
    let created = 0
    for (const chunk of chunksOf(rows, CHUNK)) {
      const ids = await tx
        .insert(contacts)
        .values(chunk)
        .onConflictDoNothing({ target: [contacts.organizationId, contacts.email], where: isNull(contacts.deletedAt) })
        .returning({ id: contacts.id })
      created += ids.length
      const links = ids.flatMap(({ id }) => accountIds.map((accountId) => ({ contactId: id, accountId })))
      for (const part of chunksOf(links, CHUNK)) await tx.insert(contactAccounts).values(part).onConflictDoNothing()
    }
    return created
  })
  return { total: body.contacts.length, created, skipped: body.contacts.length - created }
})

announce(await server.listen({ port: 0, host: "127.0.0.1" }))
