import { times } from "@bulk-contacts/test-support/times"
import { importsSuite } from "@bulk-contacts/testing"
import * as vitest from "vitest"
import { layerMemory } from "./memoryFixture.ts"

importsSuite("Imports in memory", layerMemory, { runner: vitest, runs: times(15, 100) })
