import { streamSuite } from "@bulk-contacts/testing"
import * as vitest from "vitest"
import { layerMemory } from "./memoryFixture.ts"

streamSuite("Streams on MemoryStore", layerMemory, { runner: vitest })
