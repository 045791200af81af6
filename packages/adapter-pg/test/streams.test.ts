import { streamSuite } from "@bulk-contacts/core/testing"
import { layerPglite, layerPostgres } from "./support/stores.ts"

streamSuite("Streams on PostgresStore", layerPostgres)
streamSuite("Streams on PgliteStore", layerPglite, { runs: 15 })
