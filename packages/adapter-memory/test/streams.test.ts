import { times } from "@bulk-contacts/test-support/times"
import { streamSuite } from "@bulk-contacts/testing"
import * as vitest from "vitest"
import { layerMemory } from "./memoryFixture.ts"

streamSuite("Streams on MemoryStore", layerMemory, { runner: vitest, runs: times(10, 50) })
