import { times } from "@bulk-contacts/test-support/times"
import { bulkCreateSuite } from "@bulk-contacts/testing"
import * as vitest from "vitest"
import { layerDirectMemory, layerMemory } from "./memoryFixture.ts"

bulkCreateSuite("Bulk creates on MemoryStore", layerMemory, { runner: vitest, runs: times(15, 50) })
bulkCreateSuite("Bulk creates on MemoryStore with its shortcut", layerDirectMemory, {
  runner: vitest,
  runs: times(5, 50),
})
