import { bulkCreateSuite } from "@bulk-contacts/core/testing"
import { times } from "@bulk-contacts/test-support/times"
import { layerPglite, layerPostgres } from "./support/stores.ts"

bulkCreateSuite("Bulk creates on PostgresStore", layerPostgres, { runs: times(20, 50) })
// The SQL is the same, so fewer examples are enough.
bulkCreateSuite("Bulk creates on PgliteStore", layerPglite, { runs: times(3, 15) })
