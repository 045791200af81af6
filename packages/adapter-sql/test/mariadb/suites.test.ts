import { makeSqlStore, mariadbConnector, mysql2 } from "@bulk-contacts/adapter-sql"
import { times } from "@bulk-contacts/test-support/times"
import {
  bulkCreateSuite,
  concurrencySuite,
  contactFieldsSuite,
  contactReaderSuite,
  idempotencySuite,
  importsSuite,
  layerPromiseStore,
  referenceReaderSuite,
  storeSuite,
  streamSuite,
  unitOfWorkSuite,
} from "@bulk-contacts/testing"
import { createPool as makePool } from "mariadb"
import * as vitest from "vitest"
import { afterAll, it } from "vitest"
import { hasMariaDb, MISSING, nameOf, openDatabase, startMariaDb } from "../support/mariadb.ts"
import { makeFixture, type Shape, schema, tablesOf } from "./crm.ts"

const options = {
  runner: vitest,
  runs: times(3, 30),
  tolerated: { "nested rollback": "plain async functions have no savepoints" },
}

if (hasMariaDb) {
  const server = await startMariaDb()
  const layerStore = async (shape: Shape) => {
    const pool = await openDatabase(server, ...schema)
    const { ports } = makeSqlStore({ dialect: "mariadb", runner: mysql2(pool), tables: tablesOf(shape) })
    return layerPromiseStore(ports, makeFixture(pool, shape))
  }
  const links = await layerStore("link")
  storeSuite("MariaDB and a table of links", links, options)
  bulkCreateSuite("Bulk creates in MariaDB with a table of links", links, options)
  idempotencySuite("Idempotency keys in MariaDB", links, options)
  streamSuite("Streams into MariaDB", links, options)
  importsSuite("Imports in MariaDB", links, options)
  contactReaderSuite("Reading contacts from MariaDB", links, options)
  referenceReaderSuite("Reading accounts and contact types from MariaDB", links, options)

  const database = await openDatabase(server, ...schema)
  const { host = "", port = 0, user = "" } = server
  const pool = makePool({ host, port, user, database: await nameOf(database), connectionLimit: 10 })
  afterAll(() => pool.end())
  const { ports } = makeSqlStore({ dialect: "mariadb", runner: mariadbConnector(pool), tables: tablesOf("link") })
  const through = layerPromiseStore(ports, makeFixture(database, "link"))
  // The statements are those of the other driver: what a driver does itself are values, transactions and errors.
  for (const suite of times([contactFieldsSuite, unitOfWorkSuite, concurrencySuite], [storeSuite]))
    suite("MariaDB through its own driver", through, options)
  idempotencySuite("Idempotency keys through MariaDB's own driver", through, options)

  const arrays = await layerStore("array")
  storeSuite("MariaDB and JSON arrays", arrays, options)
  contactReaderSuite("Reading contacts with JSON arrays from MariaDB", arrays, options)
} else {
  it.skip(MISSING, () => {})
}
