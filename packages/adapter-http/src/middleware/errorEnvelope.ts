import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as HttpRouter from "effect/http/HttpRouter"
import type * as HttpServerError from "effect/http/HttpServerError"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { InternalServerError } from "../api/errors.ts"
import type { HttpError } from "../api/HttpError.ts"

/** Turns every defect, and every error of the HTTP server, into a 500 with the same envelope as other errors. */
export const errorEnvelope = HttpRouter.middleware<{ handles: HttpServerError.HttpServerError }>()(
  (httpEffect) => catchDefects(httpEffect),
  { global: true },
)

/** Turns a defect, or an error that nobody expects, into a 500 that reveals nothing. Its cause is logged. */
export const catchDefects = <E, R>(httpEffect: Effect.Effect<HttpServerResponse.HttpServerResponse, E, R>) =>
  Effect.catchCause(httpEffect, (cause) =>
    Cause.hasInterruptsOnly(cause) ? Effect.failCause(cause) : defectResponse(cause),
  )

const defectResponse = (cause: Cause.Cause<unknown>) =>
  Effect.as(
    Effect.logError("Request failed with a defect", cause),
    envelopeResponse(new InternalServerError({ message: "Internal server error" })),
  )

/** The response to an error that no endpoint declares. */
export const envelopeResponse = ({ statusCode, message, error }: Pick<HttpError, "statusCode" | "message" | "error">) =>
  HttpServerResponse.jsonUnsafe({ statusCode, message, error }, { status: statusCode })
