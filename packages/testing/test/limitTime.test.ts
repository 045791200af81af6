import { limitTime } from "@bulk-contacts/testing/internal/limitTime"
import { Effect } from "effect"
import { assert, it } from "vitest"

it("a test that hangs fails, and says how long it took", async () => {
  const error = await Effect.runPromise(limitTime("10 millis")(Effect.never)).catch((error) => error)
  assert.include(error.message, "The test took longer than 10ms")
})
