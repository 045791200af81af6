import { streamSuite } from "@bulk-contacts/core/testing"
import { times } from "@bulk-contacts/test-support/times"
import { layerPglite, layerPostgres } from "./support/stores.ts"

streamSuite("Streams on PostgresStore", layerPostgres, { runs: times(20, 50) })
streamSuite("Streams on PgliteStore", layerPglite, { runs: times(3, 15) })
