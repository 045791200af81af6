import { Effect } from "effect"
import type { HttpServerError } from "effect/http"
import { BadRequest, PayloadTooLarge, RequestTimeout } from "../api/errors.ts"
import { setResponseHeaders } from "../responses.ts"

export const tooLarge = () => new PayloadTooLarge({ message: "The body is too large" })

export const malformed = (problem: string) =>
  new BadRequest({ message: `The body ${problem}`, details: [{ field: "body", message: problem }] })

export const unreadable = ({ reason }: HttpServerError.HttpServerError) =>
  reason._tag === "RequestParseError" && reason.reason === "BodyTooLarge" ? tooLarge() : malformed("could not be read")

export const timedOut = Effect.andThen(
  // Close the connection: the rest of this body would be parsed as the next request.
  setResponseHeaders({ connection: "close" }),
  Effect.suspend(() => Effect.fail(new RequestTimeout({ message: "The body did not arrive in time" }))),
)
