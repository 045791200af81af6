import * as fc from "fast-check"
import { assert, it } from "vitest"
import { splitAnswer } from "../src/worker/send/readOutcomes.ts"

const text = fc.oneof(fc.string(), fc.constantFrom('},{"index":', '"contacts":[', "]", "}]", '\\"', '{"'))
const outcome = fc.oneof(
  fc.record({ index: fc.nat(), email: text, status: fc.constant("created"), id: text }),
  fc.record({
    index: fc.nat(),
    status: fc.constant("invalid"),
    problems: fc.array(fc.record({ field: text, code: text, message: text })),
  }),
)

it("divides an answer into its outcomes and the rest, whatever the texts are", () => {
  fc.assert(
    fc.property(fc.array(outcome), fc.array(fc.record({ field: text, message: text })), (contacts, details) => {
      for (const answer of [
        { total: 1, contacts, details },
        { total: 1, details, contacts },
      ]) {
        const { rest, outcomes } = splitAnswer(JSON.stringify(answer))
        assert.deepStrictEqual([...outcomes()] as ReadonlyArray<unknown>, contacts)
        assert.deepStrictEqual(JSON.parse(rest), { ...answer, contacts: [] })
      }
    }),
  )
})

it("an answer without outcomes has none", () => {
  const { rest, outcomes } = splitAnswer('{"total":1}')
  assert.deepStrictEqual([rest, [...outcomes()]], ['{"total":1}', []])
})
