import { times } from "@bulk-contacts/test-support/times"
import { contactReaderSuite, referenceReaderSuite } from "@bulk-contacts/testing"
import * as vitest from "vitest"
import { layerPglite, layerPostgres } from "./support/stores.ts"

contactReaderSuite("PostgresStore", layerPostgres, { runner: vitest, runs: times(5, 50) })
referenceReaderSuite("PostgresStore", layerPostgres, { runner: vitest })
contactReaderSuite("PgliteStore", layerPglite, { runner: vitest, runs: times(3, 15) })
referenceReaderSuite("PgliteStore", layerPglite, { runner: vitest })
