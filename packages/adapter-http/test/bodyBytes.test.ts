import { assert, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { HttpServerRequest } from "effect/http"
import { TestClock } from "effect/testing"
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
    for (const part of ["as ", "it ", "comes"]) {
      yield* TestClock.adjust("29 seconds")
      yield* send(part)
    }
    yield* end
    assert.strictEqual(new TextDecoder().decode(yield* Fiber.join(reading)), "as it comes")
  }),
)

it.effect("a body is a 408 if nothing arrives for BodyTimeout, even if something arrived before", () =>
  Effect.gen(function* () {
    const { reading, send } = yield* startRequest
    yield* TestClock.adjust("29 seconds")
    yield* send("and then")
    yield* TestClock.adjust("30 seconds")
    assert.strictEqual((yield* Effect.flip(Fiber.join(reading))).statusCode, 408)
  }),
)
