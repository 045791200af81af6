import { Effect, Layer } from "effect"
import { HttpIncomingMessage, HttpServerRequest } from "effect/http"
import { ServiceUnavailable } from "../api/errors.ts"
import { LoadShedding } from "../api/LoadShedding.ts"
import { isStream } from "../body/mediaType.ts"
import { setRetryAfter } from "../responses.ts"
import { LoadLimit } from "../settings.ts"

/** What of a stream is in memory at a time, as a rule. */
const STREAM_BYTES = 4 * 1024 * 1024

/** Load shedding by `LoadLimit`. */
export const layerLoadShedding = Layer.effect(
  LoadShedding,
  Effect.gen(function* () {
    const limit = yield* LoadLimit
    const maxBodySize = Number((yield* HttpIncomingMessage.MaxBodySize) ?? 0)
    const underWay = { requests: 0, bytes: 0 }

    /** What a body may take: its length is not known where it is chunked, or encoded. */
    const sizeOf = (request: HttpServerRequest.HttpServerRequest): number => {
      if (isStream(request)) return STREAM_BYTES
      const { headers } = request
      const length = Number(headers["content-length"])
      return Number.isNaN(length) || headers["content-encoding"] !== undefined ? maxBodySize : length
    }

    const hasRoomFor = (bytes: number): boolean =>
      underWay.requests === 0 || (underWay.requests < limit.requests && underWay.bytes + bytes <= limit.bytes)

    return (httpEffect) =>
      Effect.flatMap(HttpServerRequest.HttpServerRequest, (request) => {
        const bytes = sizeOf(request)
        let isAdmitted = false
        const admit = Effect.suspend(() => {
          if (!hasRoomFor(bytes)) return busy
          isAdmitted = true
          underWay.requests++
          underWay.bytes += bytes
          return Effect.void
        })
        const release = Effect.sync(() => {
          if (!isAdmitted) return
          underWay.requests--
          underWay.bytes -= bytes
        })
        return Effect.ensuring(Effect.andThen(admit, httpEffect), release)
      })
  }),
)

const busy = Effect.andThen(
  setRetryAfter(1),
  Effect.suspend(() => Effect.fail(new ServiceUnavailable({ message: "The server is busy" }))),
)
