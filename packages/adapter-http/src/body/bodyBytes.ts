import { Clock, Duration, Effect, Stream } from "effect"
import { HttpIncomingMessage, HttpServerRequest } from "effect/http"
import { BodyTimeout } from "../settings.ts"
import { timedOut, tooLarge, unreadable } from "./bodyErrors.ts"

/** All bytes of the request's body, up to `MaxBodySize`. */
export const bodyBytes = Effect.gen(function* () {
  const request = yield* HttpServerRequest.HttpServerRequest
  const limit = Number((yield* HttpIncomingMessage.MaxBodySize) ?? Number.POSITIVE_INFINITY)
  const timeout = Duration.toMillis(yield* BodyTimeout)
  const clock = yield* Clock.Clock
  // A small body comes together with its head, but Node.js tells of it afterwards. A turn later it is there, and so are the
  // bodies of all requests that came with it: one code works on all of them in a row, and is fast while the caches have it.
  yield* Effect.yieldNow

  const parts: Array<Uint8Array> = []
  let length = 0
  let lastPart = clock.currentTimeMillisUnsafe()
  const read = Stream.runForEachArray(request.stream, (next) => {
    lastPart = clock.currentTimeMillisUnsafe()
    for (const part of next) {
      length += part.length
      parts.push(part)
    }
    return length > limit ? Effect.fail(tooLarge()) : Effect.void
  }).pipe(Effect.catchTag("HttpServerError", (error) => Effect.fail(unreadable(error))))

  // One timer for the whole body: `Stream.timeoutOrElse` takes two more fibers and a queue, which is what a small request
  // would cost most.
  const silence: Effect.Effect<void> = Effect.suspend(() => {
    const left = lastPart + timeout - clock.currentTimeMillisUnsafe()
    return left > 0 ? Effect.andThen(Effect.sleep(left), silence) : Effect.void
  })
  yield* Effect.raceFirst(read, Effect.andThen(silence, timedOut))
  return concatenate(parts, length)
})

const concatenate = (parts: ReadonlyArray<Uint8Array>, length: number): Uint8Array => {
  const [first] = parts
  if (first?.length === length) return first
  const whole = new Uint8Array(length)
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}
