import { readFileSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { times } from "@bulk-contacts/test-support/times"
import { bulkCreateSuite, layerPromiseStore, storeSuite } from "@bulk-contacts/testing"
import * as vitest from "vitest"
import { afterAll, assert, it } from "vitest"
import { makePeopleStore } from "../store.ts"
import { peopleFixture } from "./fixture.ts"

const db = new DatabaseSync(":memory:")
db.exec(readFileSync(new URL("../schema.sql", import.meta.url), "utf8"))
afterAll(() => db.close())

const { check, ports, runner } = makePeopleStore(db)
const store = layerPromiseStore(ports, peopleFixture(runner))

// The use case needs no savepoints.
const options = { runner: vitest, runs: times(3, 50), tolerated: { "nested rollback": "the ports have no savepoints" } }

storeSuite("People in SQLite", store, options)
bulkCreateSuite("Bulk creates of people in SQLite", store, options)

it("the tables are what the mapping needs", async () => assert.deepStrictEqual(await check(), []))
