import * as Effect from "effect/Effect"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { Draining } from "../settings.ts"

/**
 * While the server is draining, closes each connection after its response, so that clients connect to another server.
 */
export const closeWhileDraining = HttpRouter.middleware(
  Effect.map(
    Draining,
    (draining) => (httpEffect) =>
      // Asked after the response is ready: draining may have begun since the request arrived.
      Effect.flatMap(httpEffect, (response) =>
        Effect.map(draining, (isDraining) =>
          isDraining ? HttpServerResponse.setHeader(response, "connection", "close") : response,
        ),
      ),
  ),
  { global: true },
)
