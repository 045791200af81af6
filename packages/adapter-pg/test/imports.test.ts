import { times } from "@bulk-contacts/test-support/times"
import { importsSuite } from "@bulk-contacts/testing"
import * as vitest from "vitest"
import { layerPglite, layerPostgres } from "./support/stores.ts"

importsSuite("Imports on PostgresStore", layerPostgres, { runner: vitest, runs: times(5, 50) })
// The SQL is the same, so fewer examples are enough.
importsSuite("Imports on PgliteStore", layerPglite, { runner: vitest, runs: times(2, 15) })
