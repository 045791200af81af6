import { bulkCreateSuite } from "@bulk-contacts/testing"
import * as vitest from "vitest"
import { layerMemory } from "./memoryFixture.ts"

bulkCreateSuite("Bulk creates on MemoryStore", layerMemory, { runner: vitest })
