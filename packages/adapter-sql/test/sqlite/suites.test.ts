import { DatabaseSync } from "node:sqlite"
import { makeSqlStore, nodeSqlite } from "@bulk-contacts/adapter-sql"
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
import { makeFixture, type Shape, schema, tablesOf } from "./crm.ts"

const layerStore = (shape: Shape) => {
  const database = new DatabaseSync(":memory:")
  database.exec(schema)
  const runner = nodeSqlite(database)
  const { ports } = makeSqlStore({ dialect: "sqlite", runner, tables: tablesOf(shape) })
  return layerPromiseStore(ports, makeFixture(runner, shape))
}

const options = {
  runner: vitest,
  runs: times(3, 50),
  tolerated: { "nested rollback": "plain async functions have no savepoints" },
}

const links = layerStore("link")
storeSuite("SQLite and a table of links", links, options)
bulkCreateSuite("Bulk creates in SQLite with a table of links", links, options)
idempotencySuite("Idempotency keys in SQLite", links, options)
streamSuite("Streams into SQLite", links, options)
importsSuite("Imports in SQLite", links, options)

const arrays = layerStore("array")
storeSuite("SQLite and JSON arrays", arrays, options)
contactReaderSuite("Reading contacts with JSON arrays", arrays, options)
contactReaderSuite("Reading contacts from SQLite", links, options)
referenceReaderSuite("Reading accounts and contact types from SQLite", links, options)
