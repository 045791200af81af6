import { streamSuite } from "@bulk-contacts/core/testing"
import { layerMemory } from "./memoryFixture.ts"

streamSuite("Streams on MemoryStore", layerMemory)
