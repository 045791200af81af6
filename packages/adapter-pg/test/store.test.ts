import { apiKeysSuite, storeSuite } from "@bulk-contacts/core/testing"
import { layerPglite, layerPostgres } from "./support/stores.ts"

storeSuite("PostgresStore", layerPostgres)
apiKeysSuite("PostgresStore", layerPostgres)
// The SQL is the same, so fewer examples are enough.
storeSuite("PgliteStore", layerPglite, { runs: 15 })
apiKeysSuite("PgliteStore", layerPglite)
