import { apiKeysSuite, storeSuite } from "@bulk-contacts/core/testing"
import { layerMemory } from "./memoryFixture.ts"

storeSuite("MemoryStore", layerMemory)
apiKeysSuite("MemoryStore", layerMemory)
