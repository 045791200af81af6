import { bulkCreateSuite } from "@bulk-contacts/testing"
import * as vitest from "vitest"
import { layerDirectMemory, layerMemory } from "./memoryFixture.ts"

bulkCreateSuite("Bulk creates on MemoryStore", layerMemory, { runner: vitest })
bulkCreateSuite("Bulk creates on MemoryStore with its shortcut", layerDirectMemory, { runner: vitest })
