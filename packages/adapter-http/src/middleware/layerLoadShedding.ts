import { Effect, Layer, Option, Semaphore } from "effect"
import { HttpIncomingMessage, HttpServerRequest } from "effect/http"
import { ServiceUnavailable } from "../api/errors.ts"
import { LoadShedding } from "../api/LoadShedding.ts"
import { isStream } from "../body/mediaType.ts"
import { setRetryAfter } from "../responses.ts"
import { LoadLimit } from "../settings.ts"

/** How much of a stream is usually in memory at once, in bytes. */
const STREAM_BYTES = 4 * 1024 * 1024

/** Rejects requests that exceed `LoadLimit` with a 503, before their body is read. */
export const layerLoadShedding = Layer.effect(
  LoadShedding,
  Effect.gen(function* () {
    const limit = yield* LoadLimit
    const maxBodySize = Number((yield* HttpIncomingMessage.MaxBodySize) ?? 0)
    const requests = yield* Semaphore.make(limit.requests)
    const bytes = yield* Semaphore.make(limit.bytes)

    return Effect.fnUntraced(function* (httpEffect) {
      const size = sizeOf(yield* HttpServerRequest.HttpServerRequest, maxBodySize)
      const response = yield* httpEffect.pipe(
        // A body above the limit takes all of it, so it is accepted only if no other body is in memory.
        bytes.withPermitsIfAvailable(Math.min(size, limit.bytes)),
        requests.withPermitsIfAvailable(1),
        Effect.map(Option.flatten),
      )
      if (Option.isSome(response)) return response.value
      yield* setRetryAfter(1)
      return yield* new ServiceUnavailable({ message: "The server is busy" })
    })
  }),
)

/** How much memory the body may take, in bytes. The length of a chunked or compressed body is unknown. */
const sizeOf = (request: HttpServerRequest.HttpServerRequest, maxBodySize: number): number => {
  if (isStream(request)) return STREAM_BYTES
  const { "content-length": length, "content-encoding": encoding } = request.headers
  return encoding === undefined && Number(length) >= 0 ? Number(length) : maxBodySize
}
