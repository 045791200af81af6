import { bulkCreateSuite } from "@bulk-contacts/core/testing"
import { layerMemory } from "./memoryFixture.ts"

bulkCreateSuite("Bulk creates on MemoryStore", layerMemory)
