import { assert, it } from "@effect/vitest"
import { Result } from "effect"
import { normalizeEmailAddress } from "../src/EmailAddress.ts"

it("brings every spelling of one address to the same string", () => {
  for (const spelling of ["Ada@BÜCHER.example", " ada@xn--bcher-kva.example\t", "ADA@bu\u0308cher.example"]) {
    assert.strictEqual(Result.getOrThrow(normalizeEmailAddress(spelling)), "ada@xn--bcher-kva.example")
  }
})
