import { readFileSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { makeContactsService } from "@bulk-contacts/core/promise"
import { peoplePorts } from "./ports.ts"
import { Transactions } from "./transactions.ts"

const db = new DatabaseSync(":memory:")
db.exec(readFileSync(new URL("schema.sql", import.meta.url), "utf8"))
db.exec("insert into accounts (team, number) values ('acme', 'A123')")
db.exec("insert into contact_types (team, name, is_default) values ('acme', 'customer', 1)")

const contacts = makeContactsService(peoplePorts(new Transactions(db)))
const request = { contacts: ["Ada Lovelace <ada@example.com>", "ADA@example.com"], accountIds: "A123" }
console.log(await contacts.bulkCreate("acme", request))
console.log(await contacts.bulkCreate("acme", { ...request, accountIds: "A999" }))
const people = db.prepare("select email, first_name, last_name from people").all()
console.log(people.map((person) => ({ ...person })))
