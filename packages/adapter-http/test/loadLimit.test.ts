import { assert, it } from "vitest"
import { holdStore } from "./support/hold.ts"
import { type Answer, MAX_BODY_BYTES, post, startServer } from "./support/server.ts"

const contacts = ["ada@example.com"]

it.each([
  ["requests", { requests: 2, bytes: 128 * MAX_BODY_BYTES }],
  ["bytes", { requests: 1000, bytes: 1200 }],
])("rejects requests above the limit immediately, with Retry-After: %s", async (_name, loadLimit) => {
  const server = await startServer({ loadLimit })
  const held = await holdStore(server)
  const answers: Array<Answer> = []
  const send = async () => {
    answers.push(await post(server, { contacts, source: `Slack${" ".repeat(500)}` }))
    if (answers.length === 1) await held.release()
  }
  await Promise.all([send(), send(), send()])
  const [refused, ...admitted] = answers
  assert.strictEqual(refused?.status, 503)
  assert.strictEqual(refused?.headers.get("retry-after"), "1")
  assert.strictEqual(refused?.body.message, "The server is busy")
  assert.deepStrictEqual(admitted.map(({ status }) => status).sort(), [200, 201])
  assert.strictEqual((await post(server, { contacts })).status, 200)
})

it("accepts a single request at any size", async () => {
  const server = await startServer({ loadLimit: { requests: 1000, bytes: 1 } })
  assert.strictEqual((await post(server, { contacts })).status, 201)
})
