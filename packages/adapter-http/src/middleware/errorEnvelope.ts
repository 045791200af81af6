import { Cause, Effect } from "effect"
import { HttpRouter, type HttpServerError, HttpServerRequest, HttpServerResponse } from "effect/http"
import { InternalServerError, MethodNotAllowed, NotFound } from "../api/errors.ts"
import type { MethodsOf } from "../api/methods.ts"

/**
 * Gives the envelope to what never reaches a handler, and to crashes. `methodsOf` says which methods the path of a request
 * target has.
 */
export const answerEverything = (methodsOf: MethodsOf) => {
  const answerHttpServerError = (error: HttpServerError.HttpServerError) =>
    error.reason._tag === "RouteNotFound" ? answerNoRoute(methodsOf) : Effect.die(error)
  return HttpRouter.middleware<{ handles: HttpServerError.HttpServerError }>()(
    (httpEffect) => httpEffect.pipe(Effect.catchTag("HttpServerError", answerHttpServerError), answerCrashes),
    { global: true },
  )
}

/** A defect is a 500 that says nothing, and its cause is logged. */
export const answerCrashes = <E, R>(httpEffect: Effect.Effect<HttpServerResponse.HttpServerResponse, E, R>) =>
  Effect.catchCause(httpEffect, (cause) =>
    Cause.hasInterruptsOnly(cause) ? Effect.failCause(cause) : answerDefect(cause),
  )

const answerNoRoute = (methodsOf: MethodsOf) =>
  Effect.map(HttpServerRequest.HttpServerRequest, ({ url }) => {
    const methods = methodsOf(url)
    return methods.length === 0
      ? toResponse(new NotFound({ message: "There is nothing at this path" }))
      : toResponse(new MethodNotAllowed({ message: `This path answers ${methods.join(", ")}` })).pipe(
          HttpServerResponse.setHeader("allow", methods.join(", ")),
        )
  })

const answerDefect = (cause: Cause.Cause<unknown>) =>
  Effect.as(
    Effect.logError("A request failed by a defect", cause),
    toResponse(new InternalServerError({ message: "Internal server error" })),
  )

const toResponse = (envelope: { readonly statusCode: number; readonly message: string; readonly error: string }) =>
  HttpServerResponse.jsonUnsafe(
    { statusCode: envelope.statusCode, message: envelope.message, error: envelope.error },
    { status: envelope.statusCode },
  )
