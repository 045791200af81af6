import { bulkCreateSuite } from "@bulk-contacts/core/testing"
import { layerPglite, layerPostgres } from "./support/stores.ts"

bulkCreateSuite("Bulk creates on PostgresStore", layerPostgres)
// The SQL is the same; fewer examples do.
bulkCreateSuite("Bulk creates on PgliteStore", layerPglite, { runs: 15 })
