import { idempotencySuite } from "@bulk-contacts/core/testing"
import { times } from "@bulk-contacts/test-support/times"
import { layerPglite, layerPostgres } from "./support/stores.ts"

idempotencySuite("Idempotency keys on PostgresStore", layerPostgres)
idempotencySuite("Idempotency keys on PgliteStore", layerPglite, { runs: times(3, 15) })
