import type { Rejection } from "@bulk-contacts/core"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as HttpIncomingMessage from "effect/http/HttpIncomingMessage"
import type * as HttpServerError from "effect/http/HttpServerError"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import { BadRequest, PayloadTooLarge, RequestTimeout } from "../api/errors.ts"
import { errorExamples } from "../api/openApi/examples.ts"
import { setResponseHeaders } from "../responses.ts"

export const tooLarge = () => new PayloadTooLarge({ message: errorExamples[413].message })

/** Fails if the request announces more than `MaxBodySize`. */
export const checkAnnouncedSize = Effect.contextWith(
  (context: Context.Context<HttpServerRequest.HttpServerRequest>): Effect.Effect<void, PayloadTooLarge> => {
    const { headers } = Context.get(context, HttpServerRequest.HttpServerRequest)
    const limit = Context.get(context, HttpIncomingMessage.MaxBodySize)
    const isTooLarge = limit !== undefined && Number(headers["content-length"] ?? 0) > limit
    return isTooLarge ? Effect.fail(tooLarge()) : Effect.void
  },
)

/** The body as a whole is rejected. */
export const malformed = (problem: Rejection) =>
  new BadRequest({ message: `The body ${problem.message}`, details: [{ field: "body", ...problem }] })

/** The response to a body that could not be read. An error that has its response as cause fails with that. */
export const unreadable = ({ reason }: HttpServerError.HttpServerError) => {
  if (reason._tag !== "RequestParseError" || reason.reason !== "BodyTooLarge") {
    return malformed({ code: "invalid_encoding", message: "could not be read" })
  }
  return reason.cause instanceof PayloadTooLarge ? reason.cause : tooLarge()
}

export const timedOut = Effect.andThen(
  // Close the connection: the rest of this body would be parsed as the next request.
  setResponseHeaders({ connection: "close" }),
  Effect.suspend(() => Effect.fail(new RequestTimeout({ message: "The body did not arrive in time" }))),
)
