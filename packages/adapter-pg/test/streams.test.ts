import { times } from "@bulk-contacts/test-support/times"
import { streamSuite } from "@bulk-contacts/testing"
import * as vitest from "vitest"
import { layerPglite, layerPostgres } from "./support/stores.ts"

streamSuite("Streams on PostgresStore", layerPostgres, { runner: vitest, runs: times(5, 50) })
streamSuite("Streams on PgliteStore", layerPglite, { runner: vitest, runs: times(3, 15) })
