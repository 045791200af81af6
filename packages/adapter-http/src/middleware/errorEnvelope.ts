import { Cause, Effect } from "effect"
import { HttpRouter, type HttpServerError, HttpServerRequest, HttpServerResponse } from "effect/http"
import { InternalServerError, MethodNotAllowed, NotFound } from "../api/errors.ts"
import type { HttpError } from "../api/HttpError.ts"
import type { MethodsOf } from "../api/methods.ts"

/**
 * Gives every error outside the contract the same envelope: an unknown path, an unsupported method and a defect.
 * `methodsOf` returns the methods that the path of a request target supports.
 */
export const errorEnvelope = (methodsOf: MethodsOf) => {
  const handleServerError = (error: HttpServerError.HttpServerError) =>
    error.reason._tag === "RouteNotFound" ? noRouteResponse(methodsOf) : Effect.die(error)
  return HttpRouter.middleware<{ handles: HttpServerError.HttpServerError }>()(
    (httpEffect) => httpEffect.pipe(Effect.catchTag("HttpServerError", handleServerError), catchDefects),
    { global: true },
  )
}

/** Turns a defect into a 500 that reveals nothing. Its cause is logged. */
export const catchDefects = <E, R>(httpEffect: Effect.Effect<HttpServerResponse.HttpServerResponse, E, R>) =>
  Effect.catchCause(httpEffect, (cause) =>
    Cause.hasInterruptsOnly(cause) ? Effect.failCause(cause) : defectResponse(cause),
  )

const noRouteResponse = (methodsOf: MethodsOf) =>
  Effect.map(HttpServerRequest.HttpServerRequest, ({ url }) => {
    const methods = methodsOf(url).join(", ")
    return methods === ""
      ? toResponse(new NotFound({ message: "Path not found" }))
      : HttpServerResponse.setHeader(
          toResponse(new MethodNotAllowed({ message: `Allowed methods: ${methods}` })),
          "allow",
          methods,
        )
  })

const defectResponse = (cause: Cause.Cause<unknown>) =>
  Effect.as(
    Effect.logError("Request failed with a defect", cause),
    toResponse(new InternalServerError({ message: "Internal server error" })),
  )

const toResponse = ({ statusCode, message, error }: HttpError) =>
  HttpServerResponse.jsonUnsafe({ statusCode, message, error }, { status: statusCode })
