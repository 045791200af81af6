import process from "node:process"
import { makeSqlStore, type SqlTables } from "@bulk-contacts/adapter-sql"
import { PrismaPg } from "@prisma/adapter-pg"
import { PrismaClient } from "./generated/client.ts"
import { prisma } from "./prismaRunner.ts"

const tables: SqlTables = {
  tenant: "tenant",
  contacts: {
    table: "prisma_people",
    id: "id",
    email: "email",
    firstName: "name",
    lastName: null,
    phoneNumber: null,
    avatarUrl: null,
    source: null,
    contactType: null,
    customFieldValues: null,
    metadata: null,
    createdAt: "created_at",
  },
  contactTypes: { constant: "lead" },
}
const clientOf = (connectionString: string | undefined) =>
  new PrismaClient({ adapter: new PrismaPg({ connectionString }) })
const storeOn = (db: PrismaClient) => makeSqlStore({ dialect: "postgres", runner: prisma(db), tables })

const db = clientOf(process.env["HOSTS_DATABASE_URL"])
await db.$executeRawUnsafe("drop table if exists prisma_people")
await db.$executeRawUnsafe(`
  create table prisma_people (
    id uuid primary key, tenant text not null, email text not null, name text, created_at timestamptz not null
  )`)

const store = storeOn(db)
// The unique index over the email is missing.
for (const { fix } of await store.check()) if (fix !== null) await db.$executeRawUnsafe(fix)
const problems = await store.check()
if (problems.length > 0) throw new Error(JSON.stringify(problems))

const contacts = ["ada@example.com", "grace@example.com"]
const all = await Promise.all([1, 2, 3].map(() => store.contacts.bulkCreate("us", { contacts })))
const created = all.reduce((sum, outcome) => sum + (outcome.ok ? outcome.created : 0), 0)

const within = async () =>
  db.$transaction(async (tx) => {
    const outcome = await store.contacts.within(tx).bulkCreate("them", { contacts })
    throw outcome.ok ? outcome.created : outcome
  })
const rolledBack = await within().catch((thrown) => thrown)
if ((await db.person.count({ where: { tenant: "them" } })) !== 0) throw new Error("they were not rolled back")

const nowhere = clientOf("postgres://nobody:secret@127.0.0.1:1/nothing")
const unreachable = await storeOn(nowhere)
  .contacts.bulkCreate("us", { contacts })
  .catch((error) => error)
console.log(`created ${created}, rolled back ${rolledBack}, unreachable: ${unreachable.name}`)
await Promise.all([db.$disconnect(), nowhere.$disconnect()])
