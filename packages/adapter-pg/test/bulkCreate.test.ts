import { times } from "@bulk-contacts/test-support/times"
import { bulkCreateSuite } from "@bulk-contacts/testing"
import * as vitest from "vitest"
import { layerPglite, layerPostgres } from "./support/stores.ts"

bulkCreateSuite("Bulk creates on PostgresStore", layerPostgres, { runner: vitest, runs: times(5, 50) })
// The SQL is the same, so fewer examples are enough.
bulkCreateSuite("Bulk creates on PgliteStore", layerPglite, { runner: vitest, runs: times(3, 15) })
