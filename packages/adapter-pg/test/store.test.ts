import { apiKeysSuite, storeSuite } from "@bulk-contacts/core/testing"
import { times } from "@bulk-contacts/test-support/times"
import { layerPglite, layerPostgres } from "./support/stores.ts"

storeSuite("PostgresStore", layerPostgres, { runs: times(20, 50) })
apiKeysSuite("PostgresStore", layerPostgres)
// The SQL is the same, so fewer examples are enough.
storeSuite("PgliteStore", layerPglite, { runs: times(3, 15) })
apiKeysSuite("PgliteStore", layerPglite)
