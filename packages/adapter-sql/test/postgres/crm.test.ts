import { makeSqlStore, nodePostgres } from "@bulk-contacts/adapter-sql"
import { times } from "@bulk-contacts/test-support/times"
import {
  bulkCreateSuite,
  contactReaderSuite,
  idempotencySuite,
  importsSuite,
  layerPromiseStore,
  referenceReaderSuite,
  storeSuite,
  streamSuite,
} from "@bulk-contacts/testing"
import * as vitest from "vitest"
import { openDatabase } from "../support/postgresDatabase.ts"
import { makeFixture, schema, tables } from "./crm.ts"

const pool = await openDatabase(schema)
const { ports } = makeSqlStore({ dialect: "postgres", runner: nodePostgres(pool), tables })
const store = layerPromiseStore(ports, makeFixture(pool))
const options = {
  runner: vitest,
  runs: times(3, 30),
  tolerated: { "nested rollback": "plain async functions have no savepoints" },
}

storeSuite("PostgreSQL, UUIDs and a table of links", store, options)
bulkCreateSuite("Bulk creates with UUIDs and a table of links", store, options)
idempotencySuite("Idempotency keys in a mapped table", store, options)
streamSuite("Streams into mapped tables", store, options)
importsSuite("Imports in a mapped table", store, options)
contactReaderSuite("Reading contacts from mapped tables", store, options)
referenceReaderSuite("Reading accounts and contact types from mapped tables", store, options)
