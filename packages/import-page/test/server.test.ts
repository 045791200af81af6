import { assert, it } from "vitest"
import { troubleOf } from "../src/app/troubles.ts"
import { Server } from "../src/session/Server.ts"
import { formatTime } from "../src/texts/formatTime.ts"

it.each(["ключ", "key\u202e", "k\u0000y", "k\ny"])(
  "a key that no request can have is not accepted: %j",
  async (key) => {
    const server = new Server({ authentication: "key", demoKey: null }, "/import")
    const failure = await server.accounts(key).catch((error: unknown) => error)
    assert.strictEqual(troubleOf(failure, "key").code, "unauthorized")
  },
)

it("a time of the server that is none is shown as it is", () => {
  assert.strictEqual(formatTime("2026-03-01T12:00:00Z", "en").slice(0, 11), "Mar 1, 2026")
  assert.strictEqual(formatTime("yester\u202eday", "en"), "yesterday")
})
