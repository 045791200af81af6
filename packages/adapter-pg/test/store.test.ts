import { times } from "@bulk-contacts/test-support/times"
import { apiKeysSuite, storeSuite } from "@bulk-contacts/testing"
import * as vitest from "vitest"
import { layerPglite, layerPostgres } from "./support/stores.ts"

storeSuite("PostgresStore", layerPostgres, { runner: vitest, runs: times(5, 50) })
apiKeysSuite("PostgresStore", layerPostgres, { runner: vitest })
// The SQL is the same, so fewer examples are enough.
storeSuite("PgliteStore", layerPglite, { runner: vitest, runs: times(3, 15) })
apiKeysSuite("PgliteStore", layerPglite, { runner: vitest })
