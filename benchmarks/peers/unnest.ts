// Fastify with a hand-written statement over arrays, on postgres.js.
import postgres from "postgres"
import { announce, BULK_PATH, databaseUrl } from "./environment.ts"
import { normalizeEmails, schema, withoutDuplicates } from "./request.ts"
import { makeServer } from "./server.ts"

const sql = postgres(databaseUrl, { max: 10 })

const server = makeServer(async (keyHash) => {
  const [owner] = await sql`select organization_id from api_keys where key_hash = ${keyHash} and revoked_at is null`
  return owner?.["organization_id"]
})

server.post(BULK_PATH, { schema, preValidation: normalizeEmails }, async ({ organizationId, body }, reply) => {
  const accountIds = [...new Set(body.accountIds)]
  const [found] = await sql`
    select
      (
        select count(*)::int from accounts
        where organization_id = ${organizationId} and id = any(${accountIds}) and deleted_at is null
      ) as accounts,
      exists (
        select from contact_types
        where organization_id = ${organizationId} and id = ${body.contactType} and deleted_at is null
      ) as type`
  if (found?.["accounts"] !== accountIds.length) return reply.code(404).send({ message: "Account not found" })
  if (!found["type"]) return reply.code(404).send({ message: "Contact type not found" })

  const contacts = withoutDuplicates(body.contacts)
  // One statement is one transaction.
  const [counted] = await sql`
    with created as (
      insert into contacts
        (id, organization_id, email, first_name, last_name, phone_number, avatar_url, contact_type_id, source)
      select uuidv7(), ${organizationId}, given.*, ${body.contactType}, ${body.source}
      from unnest(
        ${contacts.map(({ email }) => email)}::text[],
        ${contacts.map(({ firstName }) => firstName)}::text[],
        ${contacts.map(({ lastName }) => lastName ?? null)}::text[],
        ${contacts.map(({ phoneNumber }) => phoneNumber ?? null)}::text[],
        ${contacts.map(({ avatarUrl }) => avatarUrl ?? null)}::text[]
      ) as given
      on conflict (organization_id, email) where deleted_at is null do nothing
      returning id
    ),
    linked as (
      insert into contact_accounts (contact_id, account_id)
      select created.id, account_id from created cross join unnest(${accountIds}::text[]) as account_id
    )
    select count(*)::int as created from created`
  const created: number = counted?.["created"]
  return { total: body.contacts.length, created, skipped: body.contacts.length - created }
})

announce(await server.listen({ port: 0, host: "127.0.0.1" }))
