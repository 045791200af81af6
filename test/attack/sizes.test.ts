import { promisify } from "node:util"
import { gzip } from "node:zlib"
import { times } from "@bulk-contacts/test-support/times"
import { afterAll, assert, describe, it } from "vitest"
import { JSON_TYPE, NDJSON_TYPE, startVictim } from "./support/Victim.ts"
import { whileAttacked } from "./support/whileAttacked.ts"

/** A small body becomes large: compressed, nested, or full of values. */

const zipped = promisify(gzip)

const victim = await startVictim()
afterAll(victim.stop)

/** In MB: the most that a server with a heap of 1 GB may occupy. */
const MEMORY = 900

/** Six characters that JSON.parse makes two objects of. */
const objects = (count: number): string => `[${"{},".repeat(count)}{}]`

const lines = (count: number, metadata: string): string =>
  Array.from({ length: count }, (_, i) => `{"email":"line.${i}@example.com","metadata":{"a":${metadata}}}\n`).join("")

const bodies = [
  { title: "16,000,000 nested arrays", body: "[".repeat(16_000_000), type: JSON_TYPE, code: "too_deep" },
  { title: "11,000,000 empty objects", body: objects(11_000_000), type: JSON_TYPE, code: "too_many_values" },
  {
    title: "10,000,000 members of one object",
    body: `{${'"a":0,'.repeat(5_000_000)}"contacts":[]}`,
    type: JSON_TYPE,
    code: "too_many_values",
  },
  {
    title: "contacts with 300,000 empty objects each",
    body: JSON.stringify({ contacts: [] }).replace("]", `${lines(3, objects(300_000)).trim().replaceAll("\n", ",")}]`),
    type: JSON_TYPE,
    code: "too_many_values",
  },
  {
    title: "a stream of 100 lines of 1 MiB of empty objects",
    body: lines(times(20, 100), objects(349_000)),
    type: NDJSON_TYPE,
    code: "too_many_values",
  },
  { title: "a stream of deep lines", body: lines(50, "[".repeat(1_000_000)), type: NDJSON_TYPE, code: "too_deep" },
  {
    title: "a line that does not end",
    body: `{"email":"${"a".repeat(30_000_000)}`,
    type: NDJSON_TYPE,
    code: "too_long",
  },
  {
    title: "a cell that does not end",
    body: `email,firstName\n"${"a,".repeat(15_000_000)}`,
    type: "text/csv",
    code: "invalid_csv",
  },
  {
    title: "rows that are all in one cell that does not end",
    body: `email,firstName\n"${"a,\n".repeat(500_000)}`,
    type: "text/csv",
    code: "invalid_csv",
  },
]

describe("A small body that becomes large", () => {
  it.each(bodies)("is rejected, and the server stays small: $title", async ({ body, type, code }) => {
    const sent = await zipped(body)
    const attack = async () => {
      for (const answer of await Promise.all(
        Array.from({ length: times(1, 4) }, () => victim.post(sent, { type, "content-encoding": "gzip" })),
      )) {
        // 413 from the limit on inflation, if that is noticed first.
        assert.include([400, 413, 503], answer.status, answer.body.slice(0, 300))
        if (answer.status === 400) assert.include(answer.body, `"code":"${code}"`)
      }
    }
    await whileAttacked(victim, attack())
    assert.isBelow(victim.peakMemory(), MEMORY)
  })

  it("is a list of accounts that do not exist, and the server stays small and answers others", async () => {
    const [count, each] = [times(20, 90), 10_000]
    const contacts = Array.from({ length: count }, (_, k) => ({
      email: `account.${k}@example.com`,
      accountIds: Array.from({ length: each }, (_, i) => `x${k}-${i}`),
    }))
    const body = JSON.stringify({ contacts })
    const attack = async () => {
      for (const preference of times(["handling=strict"], ["handling=strict", "handling=lenient"])) {
        const post = () => victim.post(body, { prefer: `${preference}, return=representation` })
        for (const answer of await Promise.all(Array.from({ length: times(2, 4) }, post))) {
          // 503 if the neighbour needs the memory.
          assert.include([200, 404, 503], answer.status, answer.body.slice(0, 300))
          if (answer.status === 503) continue
          assert.strictEqual(JSON.parse(answer.body).omitted, count * each - 100)
          assert.isBelow(answer.body.length, 1_000_000)
        }
      }
    }
    await whileAttacked(victim, attack())
    assert.isBelow(victim.peakMemory(), MEMORY)
  })

  it("is not decoded at all if it has more than two encodings", async () => {
    const encodings = Array.from({ length: 2000 }, () => "gzip").join(",")
    const answer = await victim.post(await zipped("{}"), { "content-encoding": encodings })
    assert.strictEqual(answer.status, 415)
  })
})
