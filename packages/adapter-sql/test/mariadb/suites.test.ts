import { makeSqlStore, mysql2 } from "@bulk-contacts/adapter-sql"
import {
  bulkCreateSuite,
  idempotencySuite,
  layerPromiseStore,
  storeSuite,
  streamSuite,
} from "@bulk-contacts/core/testing"
import { times } from "@bulk-contacts/test-support/times"
import { it } from "vitest"
import { hasMariaDb, MISSING, openDatabase, startMariaDb } from "../support/mariadb.ts"
import { makeFixture, type Shape, schema, tablesOf } from "./crm.ts"

const options = { runs: times(3, 30), tolerated: { "nested rollback": "plain async functions have no savepoints" } }

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

  storeSuite("MariaDB and JSON arrays", await layerStore("array"), options)
} else {
  it.skip(MISSING, () => {})
}
