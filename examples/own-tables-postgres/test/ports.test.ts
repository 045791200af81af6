import { readFile } from "node:fs/promises"
import { makeContactsService } from "@bulk-contacts/core/promise"
import { times } from "@bulk-contacts/test-support/times"
import { bulkCreateSuite, idempotencySuite, layerPromiseStore, storeSuite } from "@bulk-contacts/testing"
import postgres from "postgres"
import * as vitest from "vitest"
import { afterAll, assert, inject, it } from "vitest"
import { peoplePorts } from "../ports.ts"
import { peopleFixture } from "./fixture.ts"

const server = postgres(inject("postgresUrl"), { max: 1 })
const database = `own_tables_${crypto.randomUUID()}`
await server`create database ${server(database)} template template0 encoding 'UTF8'`

const sql = postgres(inject("postgresUrl"), { database })
await sql.unsafe(await readFile(new URL("../schema.sql", import.meta.url), "utf8"))

afterAll(async () => {
  await sql.end()
  await server`drop database ${server(database)}`
  await server.end()
})

// More in CI.
const runs = times(3, 50)

const store = layerPromiseStore(peoplePorts(sql), peopleFixture(sql))
// The use case needs no savepoints.
const options = { runner: vitest, runs, tolerated: { "nested rollback": "the ports have no savepoints" } }

storeSuite("People", store, options)
bulkCreateSuite("Bulk creates of people", store, options)
idempotencySuite("Request keys", store, options)

it("finds a person who signed up with another spelling of the address", async () => {
  const workspace = crypto.randomUUID()
  const [kind] = await sql<Array<{ id: string }>>`
    insert into person_kinds ${sql({ workspace, name: "customer", is_default: true })} returning id`
  await sql`
    insert into people ${sql({
      public_id: crypto.randomUUID(),
      workspace,
      email_address: "Ada@Example.com",
      given_name: "Ada",
      kind_id: kind?.id ?? "",
      joined_at: new Date(),
    })}`
  const { bulkCreate } = makeContactsService(peoplePorts(sql))
  const result = await bulkCreate(workspace, { contacts: ["ada@example.com", "grace@example.com"] })
  assert.deepInclude(result, { ok: true, total: 2, created: 1, skipped: 1 })
})
