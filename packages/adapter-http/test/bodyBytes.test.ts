import { assert, it } from "@effect/vitest"
import { Clock, Effect, Fiber } from "effect"
import { HttpServerRequest } from "effect/http"
import { TestClock } from "effect/testing"
import fc from "fast-check"
import { arrivedBytes } from "../src/body/arrivedBytes.ts"
import { BodyBuffer } from "../src/body/BodyBuffer.ts"
import { bodyBytes } from "../src/body/bodyBytes.ts"

/** A request of which the body comes when the test sends it. */
const startRequest = Effect.gen(function* () {
  const body = new TransformStream<Uint8Array, Uint8Array>()
  const init = { method: "POST", body: body.readable, duplex: "half" }
  const request = HttpServerRequest.fromWeb(new Request("http://localhost/", init))
  const writer = body.writable.getWriter()
  const reading = yield* Effect.forkChild(
    Effect.provideService(bodyBytes, HttpServerRequest.HttpServerRequest, request),
  )
  return {
    reading,
    send: (text: string) => Effect.promise(() => writer.write(new TextEncoder().encode(text))),
    end: Effect.promise(() => writer.close()),
  }
})

it.effect("a body may take longer in total than BodyTimeout", () =>
  Effect.gen(function* () {
    const { reading, send, end } = yield* startRequest
    const part = "x".repeat(29 * 1024)
    for (let i = 0; i < 3; i++) {
      yield* TestClock.adjust("29 seconds")
      yield* send(part)
    }
    yield* end
    assert.strictEqual(new TextDecoder().decode(yield* Fiber.join(reading)), part.repeat(3))
  }),
)

it.effect("a body is a 408 if nothing arrives for BodyTimeout, even if something arrived before", () =>
  Effect.gen(function* () {
    const { reading, send } = yield* startRequest
    yield* TestClock.adjust("29 seconds")
    yield* send("x".repeat(100_000))
    yield* TestClock.adjust("30 seconds")
    assert.strictEqual((yield* Effect.flip(Fiber.join(reading))).statusCode, 408)
  }),
)

it.effect("a body is a 408 if it arrives more slowly than MinBodyRate, however short the pauses are", () =>
  Effect.gen(function* () {
    const { reading, send } = yield* startRequest
    for (let i = 0; i < 30; i++) {
      yield* send("x".repeat(10))
      yield* TestClock.adjust("1 second")
    }
    yield* TestClock.adjust("1 second")
    assert.strictEqual((yield* Effect.flip(Fiber.join(reading))).statusCode, 408)
  }),
)

it.effect("a body that arrived quickly may not be slow for the rest of it", () =>
  Effect.gen(function* () {
    const { reading, send } = yield* startRequest
    yield* send("x".repeat(10_000_000))
    for (let i = 0; i < 31; i++) {
      yield* send("x")
      yield* TestClock.adjust("1 second")
    }
    assert.strictEqual((yield* Effect.flip(Fiber.join(reading))).statusCode, 408)
  }),
)

it.effect("a silent body is a 408 also if the wall clock is set back meanwhile", () =>
  Effect.gen(function* () {
    const clock = yield* Clock.Clock
    let setBack = 0
    const turnedBack: Clock.Clock = Object.assign(Object.create(clock), {
      currentTimeMillisUnsafe: () => clock.currentTimeMillisUnsafe() - setBack,
      currentTimeNanosUnsafe: () => clock.currentTimeNanosUnsafe() - BigInt(setBack) * 1_000_000n,
    })
    const { reading } = yield* Effect.provideService(startRequest, Clock.Clock, turnedBack)
    yield* TestClock.adjust("1 second")
    setBack = 3_600_000
    yield* TestClock.adjust("29 seconds")
    assert.strictEqual((yield* Effect.flip(Fiber.join(reading))).statusCode, 408)
  }),
)

it("reserves at most twice the memory of what has arrived, or one step of 64 KiB, and keeps the parts in order", () => {
  const LIMIT = 1024 * 1024
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 100 }), fc.uint8Array({ minLength: 1, maxLength: 100_000 })),
        { maxLength: 10 },
      ),
      (parts) => {
        const buffer = new BodyBuffer(LIMIT)
        for (const part of parts) {
          const memory = buffer.memoryFor(part.length)
          const arrived = buffer.length + part.length
          assert.isAtLeast(memory, arrived)
          assert.isAtMost(memory, Math.max(2 * arrived, 64 * 1024))
          assert.isAtMost(memory, LIMIT)
          buffer.add(part)
          assert.strictEqual(buffer.memoryFor(0), memory)
        }
        assert.deepStrictEqual(Buffer.from(buffer.toBytes()), Buffer.concat(parts))
      },
    ),
  )
})

it("a body is taken at once only if all of it has arrived and nobody has read or encoded it", () => {
  const bytes = new TextEncoder().encode("{}")
  const arrived = { complete: true, destroyed: false, headers: {}, readableDidRead: false, read: () => bytes }
  const bytesOf = (changes: object) =>
    arrivedBytes({ source: { ...arrived, ...changes } } as unknown as HttpServerRequest.HttpServerRequest)
  assert.deepStrictEqual(bytesOf({}), bytes)
  assert.deepStrictEqual(bytesOf({ read: () => null }), new Uint8Array())
  const changes = [
    { complete: false },
    { destroyed: true },
    { readableDidRead: true },
    { headers: { "content-encoding": "gzip" } },
  ]
  for (const change of changes) assert.isNull(bytesOf(change))
  assert.isNull(
    arrivedBytes(HttpServerRequest.fromWeb(new Request("http://localhost/", { method: "POST", body: "{}" }))),
  )
})
