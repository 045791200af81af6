import type { Rejection } from "@bulk-contacts/core"
import { Effect } from "effect"
import type { HttpServerError } from "effect/http"
import { BadRequest, PayloadTooLarge, RequestTimeout } from "../api/errors.ts"
import { setResponseHeaders } from "../responses.ts"

export const tooLarge = () => new PayloadTooLarge({ message: "The body is too large" })

/** The body as a whole is rejected. */
export const malformed = (problem: Rejection) =>
  new BadRequest({ message: `The body ${problem.message}`, details: [{ field: "body", ...problem }] })

export const unreadable = ({ reason }: HttpServerError.HttpServerError) =>
  reason._tag === "RequestParseError" && reason.reason === "BodyTooLarge"
    ? tooLarge()
    : malformed({ code: "invalid_encoding", message: "could not be read" })

export const timedOut = Effect.andThen(
  // Close the connection: the rest of this body would be parsed as the next request.
  setResponseHeaders({ connection: "close" }),
  Effect.suspend(() => Effect.fail(new RequestTimeout({ message: "The body did not arrive in time" }))),
)
