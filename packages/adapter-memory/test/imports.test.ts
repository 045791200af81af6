import { importsSuite } from "@bulk-contacts/testing"
import * as vitest from "vitest"
import { layerMemory } from "./memoryFixture.ts"

importsSuite("Imports in memory", layerMemory, { runner: vitest, runs: 100 })
