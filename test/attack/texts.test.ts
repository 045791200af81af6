import { times } from "@bulk-contacts/test-support/times"
import { afterAll, assert, describe, it } from "vitest"
import { longTexts, slowContacts } from "./support/costlyTexts.ts"
import { startVictim } from "./support/Victim.ts"

/** A text that costs far more than it weighs. */

const victim = await startVictim({ MAX_CONTACTS: "1000000" })
afterAll(victim.stop)

/** How many times the time of a valid request with as many bytes and contacts a request may take. */
const MOST = 10

/** What valid requests differ by on a busy machine, in milliseconds of CPU time. */
const NOISE = 100

let made = 0

/** `count` valid contacts that make a request of about `bytes`. */
const validRequest = (count: number, bytes: number): string => {
  const size = Math.max(0, Math.floor(bytes / count) - 60)
  const note = "a".repeat(Math.min(size, 16_000))
  return JSON.stringify({
    contacts: Array.from({ length: count }, () => ({
      email: `valid.${made++}@example.com`,
      metadata: { note },
    })),
  })
}

/** The least CPU time of a few requests, in milliseconds. */
const cost = async (makeBody: () => string): Promise<number> => {
  const costs: Array<number> = []
  for (let i = 0; i < times(1, 3); i++) {
    const body = makeBody()
    const before = victim.cpu()
    const { status, body: answer } = await victim.post(body)
    assert.isBelow(status, 500, answer.slice(0, 300))
    costs.push(victim.cpu() - before)
  }
  return Math.min(...costs)
}

/** Thousands of contacts, each within its limits. */
const COUNT = times(500, 3000)

describe("A text that costs far more than it weighs", () => {
  it.each(longTexts)("takes no more than a valid request: $title", async ({ contact }) => {
    const body = JSON.stringify({ contacts: [contact] })
    const valid = await cost(() => validRequest(Math.ceil(body.length / 16_000), body.length))
    assert.isAtMost(await cost(() => body), MOST * valid + NOISE)
  })

  it.each(slowContacts)("takes no more than a valid request, thousands of times: $title", async ({ contact }) => {
    const body = () => JSON.stringify({ contacts: Array.from({ length: COUNT }, () => contact(made++)) })
    const valid = await cost(() => validRequest(COUNT, body().length))
    assert.isAtMost(await cost(body), MOST * valid + NOISE)
  })
})
