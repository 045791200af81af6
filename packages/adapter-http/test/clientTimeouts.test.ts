import { assert, it } from "@effect/vitest"
import { Deferred, Duration, Effect, Exit, Fiber, Queue, Stream } from "effect"
import { TestClock } from "effect/testing"
import { ResponseTimeout } from "../src/client/clientErrors.ts"
import { ExchangeProgress } from "../src/client/ExchangeProgress.ts"
import { followBody } from "../src/client/effect/followBody.ts"
import { withTimeouts } from "../src/client/effect/withTimeouts.ts"

const timeouts = { silenceTimeout: Duration.minutes(1), responseTimeout: Duration.minutes(5) }

/** An exchange that reads its body as fast as it comes, and whose response comes when it is released. */
const start = Effect.fnUntraced(function* (contacts = 0) {
  const progress = new ExchangeProgress()
  const source = yield* Queue.unbounded<Uint8Array, import("effect").Cause.Done>()
  const response = yield* Deferred.make<string>()
  const body = followBody(progress, Stream.fromQueue(source))
  const exchange = Effect.andThen(Stream.runDrain(body), Deferred.await(response))
  const fiber = yield* Effect.forkChild(withTimeouts(exchange, progress, timeouts, () => contacts))
  const state = Effect.sync(() => {
    const exit = fiber.pollUnsafe()
    if (exit === undefined) return "waiting"
    if (Exit.isSuccess(exit)) return exit.value
    const error = Exit.findErrorOption(exit)
    return error._tag === "Some" && error.value.error instanceof ResponseTimeout ? "timeout" : "defect"
  })
  return { progress, source, response, fiber, state }
})

const bytes = new Uint8Array(1)

it.effect("a source of contacts may be slow", () =>
  Effect.gen(function* () {
    const { source, response, fiber, state } = yield* start()
    for (let n = 0; n < 3; n++) {
      yield* TestClock.adjust("10 minutes")
      assert.strictEqual(yield* state, "waiting")
      yield* Queue.offer(source, bytes)
    }
    yield* Queue.end(source)
    yield* TestClock.adjust("50 seconds")
    yield* Deferred.succeed(response, "response")
    assert.strictEqual(yield* Fiber.join(fiber), "response")
  }),
)

it.effect("a server may not be silent for longer than the limit after the last contact", () =>
  Effect.gen(function* () {
    const { source, state } = yield* start()
    yield* Queue.end(source)
    yield* TestClock.adjust("56 seconds")
    assert.strictEqual(yield* state, "waiting")
    yield* TestClock.adjust("10 seconds")
    assert.strictEqual(yield* state, "timeout")
  }),
)

it.effect("the limit grows with the contacts sent", () =>
  Effect.gen(function* () {
    const { source, state } = yield* start(60_000)
    yield* Queue.end(source)
    yield* TestClock.adjust("170 seconds")
    assert.strictEqual(yield* state, "waiting")
    yield* TestClock.adjust("20 seconds")
    assert.strictEqual(yield* state, "timeout")
  }),
)

it.effect("a response may not trickle in for longer than the limit", () =>
  Effect.gen(function* () {
    const { source, progress, state } = yield* start()
    yield* Queue.end(source)
    for (let seconds = 0; seconds < 290; seconds += 10) {
      assert.strictEqual(yield* state, "waiting")
      progress.received()
      yield* TestClock.adjust("10 seconds")
    }
    progress.received()
    yield* TestClock.adjust("30 seconds")
    assert.strictEqual(yield* state, "timeout")
  }),
)
