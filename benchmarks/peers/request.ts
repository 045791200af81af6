import type { FastifyRequest } from "fastify"
import Type, { type Static } from "typebox"

const Contact = Type.Object({
  email: Type.String({ format: "email", maxLength: 254 }),
  firstName: Type.String({ minLength: 1, maxLength: 255 }),
  lastName: Type.Optional(Type.String({ maxLength: 255 })),
  phoneNumber: Type.Optional(Type.String({ maxLength: 32 })),
  avatarUrl: Type.Optional(Type.String({ maxLength: 2048 })),
})

export type Contact = Static<typeof Contact>

const Body = Type.Object({
  contacts: Type.Array(Contact, { minItems: 1, maxItems: 10_000 }),
  accountIds: Type.Array(Type.String({ maxLength: 255 }), { minItems: 1, maxItems: 50 }),
  contactType: Type.String({ minLength: 1, maxLength: 255 }),
  source: Type.String({ minLength: 1, maxLength: 255 }),
})

const Counts = Type.Object({ total: Type.Integer(), created: Type.Integer(), skipped: Type.Integer() })
const Message = Type.Object({ message: Type.String() })

/** Request and response of a bulk create. Fastify validates and serializes by this schema. */
export const schema = { body: Body, response: { 200: Counts, 404: Message } }

/** Emails are normalized before the schema checks them. */
export const normalizeEmails = async ({ body }: FastifyRequest): Promise<void> => {
  const contacts = (body as Partial<Static<typeof Body>> | null)?.contacts
  if (!Array.isArray(contacts)) return
  for (const contact of contacts) {
    if (typeof contact?.email === "string") contact.email = contact.email.trim().toLowerCase()
  }
}

/** The first contact with each email. */
export const withoutDuplicates = (contacts: ReadonlyArray<Contact>): ReadonlyArray<Contact> => {
  const byEmail = new Map<string, Contact>()
  for (const contact of contacts) if (!byEmail.has(contact.email)) byEmail.set(contact.email, contact)
  return [...byEmail.values()]
}
