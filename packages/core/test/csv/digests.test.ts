import { times } from "@bulk-contacts/test-support/times"
import { assert, describe, it } from "@effect/vitest"
import fc from "fast-check"
import { MAX_LINE_CHARACTERS } from "../../src/streams/ndjson.ts"
import { inPieces, utf8 } from "../streams/sources.ts"
import { digestsOf } from "./support/read.ts"

const fileOf = (rows: ReadonlyArray<string>) =>
  `email,firstName,metadata\n${rows.join("\n")}\ngrace@example.com,Grace,\n`

/** Rows that cannot be read, each for another reason. */
const unreadable = fc
  .tuple(
    fc.constantFrom(
      (name: string) => `ada@example.com,"Ada"${name}x,`,
      (name: string) => `ada@example.com,${name},,,more`,
      (name: string) => `ada@example.com,Ada,"[""${name}"",${"[".repeat(70)}${"]".repeat(70)}]"`,
      (name: string) => `ada@example.com,"${name}\nalan@example.com,Alan,",`,
    ),
    fc.string({ unit: fc.constantFrom("a", "b", "é"), maxLength: 3 }),
  )
  .map(([rowOf, name]) => rowOf(name))

describe("a row that cannot be read", () => {
  it("is identified by its text, wherever the bytes are cut", () =>
    fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(unreadable, { minLength: 2, maxLength: 5 }).chain((rows) => {
          const bytes = utf8(fileOf(rows))
          return fc.tuple(fc.constant(rows), fc.constant(bytes), inPieces(bytes))
        }),
        async ([rows, bytes, pieces]) => {
          const digests = await digestsOf([bytes])
          assert.lengthOf(digests, rows.length)
          assert.strictEqual(new Set(digests).size, rows.length)
          assert.deepStrictEqual(await digestsOf(pieces), digests)
        },
      ),
      { numRuns: times(70, 200) },
    ))

  it("has the same digest however much of a line that is too long has arrived", async () => {
    const bytes = utf8(fileOf([`ada@example.com,"Ada"x${"y".repeat(MAX_LINE_CHARACTERS + 200_000)}`]))
    const cut = MAX_LINE_CHARACTERS + 100_000
    const digests = await digestsOf([bytes])
    assert.lengthOf(digests, 1)
    assert.deepStrictEqual(await digestsOf([bytes.subarray(0, cut), bytes.subarray(cut)]), digests)
  })
})
