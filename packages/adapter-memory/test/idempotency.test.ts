import { idempotencySuite } from "@bulk-contacts/core/testing"
import { layerMemory } from "./memoryFixture.ts"

idempotencySuite("Idempotency keys on MemoryStore", layerMemory)
