import fc from "fast-check"
import { assert, describe, it } from "vitest"
import type { Snapshot } from "../src/import/ImportProgress.ts"
import { progressBar, progressLine } from "../src/import/progressText.ts"

const halfway: Snapshot = {
  fraction: 0.5,
  bytes: 3_450_000,
  size: 6_900_000,
  contacts: 50_000,
  elapsed: 2,
  storing: undefined,
}

describe("the progress bar", () => {
  it("shows the part done, the time left and the rate", () => {
    assert.strictEqual(
      progressBar("leads.csv", halfway, 120),
      "leads.csv  ████████████░░░░░░░░░░░░  50%    2 s left  50,000 contacts  3.5 of 6.9 MB  25,000/s",
    )
    assert.strictEqual(
      progressLine("leads.csv", halfway),
      "leads.csv: 50%, 2 s left, 50,000 contacts, 3.5 of 6.9 MB, 25,000/s",
    )
    assert.strictEqual(
      progressLine("leads.csv", { ...halfway, fraction: 1, elapsed: 70, storing: 65.2 }),
      "leads.csv: 100%, storing, 1 min 6 s, 50,000 contacts",
    )
  })

  it("never takes more than one line", () => {
    const snapshot = fc.record({
      fraction: fc.nat(1_000_000).map((millionths) => millionths / 1_000_000),
      bytes: fc.nat(),
      size: fc.nat(),
      contacts: fc.nat(),
      elapsed: fc.double({ min: 0, max: 1e6, noNaN: true }),
      storing: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }), { nil: undefined }),
    })
    const property = fc.property(fc.string(), snapshot, fc.integer({ min: 2, max: 200 }), (name, snapshot, columns) => {
      assert.isBelow(progressBar(name, snapshot, columns).length, columns)
      assert.notInclude(progressBar("a", snapshot, columns), "NaN")
    })
    fc.assert(property)
  })
})
