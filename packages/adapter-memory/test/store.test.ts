import { times } from "@bulk-contacts/test-support/times"
import { apiKeysSuite, contactReaderSuite, referenceReaderSuite, storeSuite } from "@bulk-contacts/testing"
import * as vitest from "vitest"
import { layerMemory } from "./memoryFixture.ts"

storeSuite("MemoryStore", layerMemory, { runner: vitest, runs: times(15, 50) })
apiKeysSuite("MemoryStore", layerMemory, { runner: vitest })
contactReaderSuite("MemoryStore", layerMemory, { runner: vitest, runs: times(15, 50) })
referenceReaderSuite("MemoryStore", layerMemory, { runner: vitest })
