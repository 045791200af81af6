import { readFile } from "node:fs/promises"
import { drizzle } from "drizzle-orm/postgres-js"
import postgres from "postgres"
import { companies, people, segments } from "./schema.ts"
import { makePeopleStore } from "./store.ts"

// Uses its own schema, so that it can run on any database, and more than once.
const schema = `own_tables_${Date.now()}`
const client = postgres(process.env["DATABASE_URL"] ?? "", { connection: { search_path: schema }, onnotice: () => {} })
await client`create schema ${client(schema)}`
await client.unsafe(await readFile(new URL("schema.sql", import.meta.url), "utf8"))
const db = drizzle(client, { casing: "snake_case" })
await db.insert(companies).values({ tenant: "acme", code: "A123" })
await db.insert(segments).values({ tenant: "acme", name: "customer", isDefault: true })

const { check, contacts } = makePeopleStore(db)
for (const { message } of await check()) throw new Error(message)
const request = { contacts: ["Ada Lovelace <ada@example.com>", "ADA@example.com"], accountIds: "A123" }
console.log(await contacts.bulkCreate("acme", request))
console.log(await contacts.bulkCreate("acme", { ...request, accountIds: "A999" }))

// Contacts and a row of the application, together.
await db.transaction(async (tx) => {
  await tx.insert(companies).values({ tenant: "acme", code: "A456" })
  await contacts.within(tx).bulkCreate("acme", { contacts: ["Grace <grace@example.com>"], accountIds: "A456" })
})
console.log(await db.select({ email: people.email, name: people.givenName }).from(people))

await client`drop schema ${client(schema)} cascade`
await client.end()
