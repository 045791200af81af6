import { assert, it } from "@effect/vitest"
import { Result } from "effect"
import { normalizeEmailAddress } from "../src/EmailAddress.ts"

it("brings every spelling of one address to the same string", () => {
  const spellings = ["Ada@BÜCHER.example", " ada@xn--bcher-kva.example\t", "ADA@bu\u0308cher.example"]
  for (const spelling of spellings) {
    assert.deepStrictEqual(normalizeEmailAddress(spelling), Result.succeed("ada@xn--bcher-kva.example"))
  }
})
