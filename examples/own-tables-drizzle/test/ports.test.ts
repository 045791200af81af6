import { readFile } from "node:fs/promises"
import { times } from "@bulk-contacts/test-support/times"
import { bulkCreateSuite, layerPromiseStore, storeSuite } from "@bulk-contacts/testing"
import { drizzle } from "drizzle-orm/postgres-js"
import postgres from "postgres"
import * as vitest from "vitest"
import { afterAll, assert, inject, it } from "vitest"
import { makePeopleStore } from "../store.ts"
import { peopleFixture } from "./fixture.ts"

const server = postgres(inject("postgresUrl"), { max: 1 })
const database = `own_tables_${crypto.randomUUID()}`
await server`create database ${server(database)} template template0 encoding 'UTF8'`

const client = postgres(inject("postgresUrl"), { database })
await client.unsafe(await readFile(new URL("../schema.sql", import.meta.url), "utf8"))
const db = drizzle(client, { casing: "snake_case" })

afterAll(async () => {
  await client.end()
  await server`drop database ${server(database)}`
  await server.end()
})

const { check, ports } = makePeopleStore(db)
const store = layerPromiseStore(ports, peopleFixture(db))
const tolerated = { "nested rollback": "the ports have no savepoints, and the use case needs none" }

storeSuite("People through Drizzle", store, { runner: vitest, runs: times(3, 15), tolerated })
bulkCreateSuite("Bulk creates of people through Drizzle", store, { runner: vitest, runs: times(3, 15) })

it("the tables are what the mapping needs", async () => assert.deepStrictEqual(await check(), []))
