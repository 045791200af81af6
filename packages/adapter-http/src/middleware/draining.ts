import { Context, Effect } from "effect"
import { HttpRouter, HttpServerResponse } from "effect/http"

/** Whether the server is about to stop: it is not ready then, and each answer closes its connection. */
export const Draining = Context.Reference<Effect.Effect<boolean>>("@bulk-contacts/adapter-http/Draining", {
  defaultValue: () => Effect.succeed(false),
})

/** Tells clients, by their last answer, to connect anew: to another server. */
export const closeWhileDraining = HttpRouter.middleware(
  (httpEffect) =>
    // Asked when the answer is there: it may have begun to drain since the request came.
    Effect.flatMap(httpEffect, (response) =>
      Effect.map(Effect.flatten(Draining), (isDraining) =>
        isDraining ? HttpServerResponse.setHeader(response, "connection", "close") : response,
      ),
    ),
  { global: true },
)
