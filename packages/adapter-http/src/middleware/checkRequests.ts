import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import type * as HttpServerResponse from "effect/http/HttpServerResponse"

/** The response to a request that goes no further, or undefined. */
export type RequestCheck = (
  request: HttpServerRequest.HttpServerRequest,
) => HttpServerResponse.HttpServerResponse | undefined

/** Checks every request. The first check that has a response to it decides. */
export const checkRequests = (makeChecks: Effect.Effect<ReadonlyArray<RequestCheck>>) =>
  HttpRouter.middleware(
    Effect.map(
      makeChecks,
      (checks) => (httpEffect) =>
        Effect.contextWith((context: Context.Context<HttpServerRequest.HttpServerRequest>) => {
          const request = Context.get(context, HttpServerRequest.HttpServerRequest)
          for (const check of checks) {
            const response = check(request)
            if (response !== undefined) return Effect.succeed(response)
          }
          return httpEffect
        }),
    ),
    { global: true },
  )
