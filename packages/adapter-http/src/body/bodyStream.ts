import * as Effect from "effect/Effect"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as Stream from "effect/Stream"
import { unreadable } from "./bodyErrors.ts"
import type { Pace } from "./Pace.ts"
import { sizeOf } from "./sizeOf.ts"

/** The bytes of the request's body as they arrive, read no faster than they are consumed. */
export const bodyStream = (pace: Pace) =>
  Stream.unwrap(Effect.map(HttpServerRequest.HttpServerRequest, ({ stream }) => timed(stream, pace))).pipe(
    Stream.mapError(unreadable),
  )

/** Tells `pace` when the stream is waited for, and what arrives. */
const timed = <E>(bytes: Stream.Stream<Uint8Array, E>, pace: Pace) =>
  Stream.transformPull(bytes, (pull) =>
    Effect.succeed(
      Effect.suspend(() => {
        pace.wait()
        return Effect.onExit(pull, (exit) =>
          Effect.sync(() => pace.arrived(exit._tag === "Success" ? sizeOf(exit.value) : 0)),
        )
      }),
    ),
  )
