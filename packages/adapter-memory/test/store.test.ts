import { apiKeysSuite, contactReaderSuite, referenceReaderSuite, storeSuite } from "@bulk-contacts/testing"
import * as vitest from "vitest"
import { layerMemory } from "./memoryFixture.ts"

storeSuite("MemoryStore", layerMemory, { runner: vitest })
apiKeysSuite("MemoryStore", layerMemory, { runner: vitest })
contactReaderSuite("MemoryStore", layerMemory, { runner: vitest })
referenceReaderSuite("MemoryStore", layerMemory, { runner: vitest })
