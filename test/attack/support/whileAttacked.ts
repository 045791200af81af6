import { assert } from "vitest"
import { NEIGHBOUR, type Victim } from "./Victim.ts"

let sent = 0

/**
 * Attacks while the neighbour sends one valid request after the other, at least `requests`. Each of the neighbour's has to
 * succeed, and the server has to be alive afterwards.
 */
export const whileAttacked = async (
  victim: Victim,
  attack: Promise<unknown>,
  { requests = 20 } = {},
): Promise<void> => {
  let isOver = false
  const over = attack.finally(() => {
    isOver = true
  })
  // It is awaited below; until then, a failure is not unhandled.
  over.catch(() => {})
  for (let request = 0; request < requests || !isOver; request++) {
    const contacts = [`neighbour.${sent++}@example.com`]
    const { status, body } = await victim.post(JSON.stringify({ contacts }), { apiKey: NEIGHBOUR })
    assert.strictEqual(status, 201, body)
  }
  await over
  assert.isTrue(victim.isAlive())
}
