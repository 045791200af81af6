import { storeSuite } from "@bulk-contacts/core/testing"
import { layerPglite, layerPgliteAt, layerPostgres } from "./support/stores.ts"

storeSuite("PostgresStore", layerPostgres)
// The SQL is the same; fewer examples do.
storeSuite("PgliteStore", layerPglite, { runs: 15 })
storeSuite("PgliteStore in memory", layerPgliteAt(), { runs: 15 })
