import { readFile } from "node:fs/promises"
import { makeContactsService } from "@bulk-contacts/core/promise"
import postgres from "postgres"
import { peoplePorts } from "./ports.ts"

const url = process.env["DATABASE_URL"] ?? ""
// Uses its own schema, so that it can run on any database, and more than once.
const schema = `own_tables_${Date.now()}`
const sql = postgres(url, { connection: { search_path: schema }, onnotice: () => {} })
await sql`create schema ${sql(schema)}`
await sql.unsafe(await readFile(new URL("schema.sql", import.meta.url), "utf8"))
await sql`insert into accounts ${sql({ workspace: "acme", number: "A123" })}`
await sql`insert into person_kinds ${sql({ workspace: "acme", name: "customer", is_default: true })}`

const contacts = makeContactsService(peoplePorts(sql))
const request = { contacts: ["Ada Lovelace <ada@example.com>", "ADA@example.com"], accountIds: "A123" }
console.log(await contacts.bulkCreate("acme", request))
console.log(await contacts.bulkCreate("acme", { ...request, accountIds: "A999" }))
console.log([...(await sql`select id, email_address, given_name, family_name from people`)])

await sql`drop schema ${sql(schema)} cascade`
await sql.end()
