import { idempotencySuite } from "@bulk-contacts/core/testing"
import { layerPglite, layerPostgres } from "./support/stores.ts"

idempotencySuite("Idempotency keys on PostgresStore", layerPostgres)
idempotencySuite("Idempotency keys on PgliteStore", layerPglite, { runs: 15 })
