import { times } from "@bulk-contacts/test-support/times"
import { idempotencySuite } from "@bulk-contacts/testing"
import * as vitest from "vitest"
import { layerMemory } from "./memoryFixture.ts"

idempotencySuite("Idempotency keys on MemoryStore", layerMemory, { runner: vitest, runs: times(15, 50) })
