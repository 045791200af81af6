import { times } from "@bulk-contacts/test-support/times"
import {
  bulkCreateSuite,
  idempotencySuite,
  layerPromiseStore,
  storeSuite,
  withoutImportsSuite,
} from "@bulk-contacts/testing"
import * as vitest from "vitest"
import { openDatabase } from "../support/postgresDatabase.ts"
import { makeFixture, portsOfSchemas } from "./schemas.ts"

const pool = await openDatabase("")
const store = layerPromiseStore(portsOfSchemas(pool), makeFixture(pool))
const options = {
  runner: vitest,
  runs: times(3, 30),
  tolerated: { "nested rollback": "plain async functions have no savepoints" },
}

storeSuite("PostgreSQL, generated keys, an array and no tenant", store, options)
bulkCreateSuite("Bulk creates with generated keys, an array and no tenant", store, options)
idempotencySuite("Idempotency keys without a tenant", store, options)
withoutImportsSuite("A mapping without imports", store, options)
