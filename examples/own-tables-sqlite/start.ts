import { readFileSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { makePeopleStore } from "./store.ts"

const db = new DatabaseSync(":memory:")
db.exec(readFileSync(new URL("schema.sql", import.meta.url), "utf8"))
db.exec("insert into accounts (team, number) values ('acme', 'A123')")
db.exec("insert into contact_types (team, name, is_default) values ('acme', 'customer', 1)")

const { check, contacts, runner } = makePeopleStore(db)
for (const { message } of await check()) throw new Error(message)
const request = { contacts: ["Ada Lovelace <ada@example.com>", "ADA@example.com"], accountIds: "A123" }
console.log(await contacts.bulkCreate("acme", request))
console.log(await contacts.bulkCreate("acme", { ...request, accountIds: "A999" }))

// Contacts and a row of the application, together.
await runner.transaction(async (tx) => {
  tx.prepare("insert into accounts (team, number) values ('acme', 'A456')").run()
  await contacts.within(tx).bulkCreate("acme", { contacts: ["Grace <grace@example.com>"], accountIds: "A456" })
})
const people = db.prepare("select email, first_name, last_name from people").all()
console.log(people.map((person) => ({ ...person })))
