import type { InvalidRequest, NoContactsToCreate, ReferenceNotFound } from "@bulk-contacts/core"
import { Effect } from "effect"
import { BadRequest, Conflict, NotFound, UnprocessableEntity } from "../api/errors.ts"
import type { ErrorDetail } from "../api/schemas.ts"
import { setRetryAfter, storeFailureResponse } from "../responses.ts"

const MAX_DETAILS = 100

/** The response to each error of the use case. */
export const errorResponses = {
  NoContactsToCreate: ({ message }: NoContactsToCreate) => Effect.fail(new BadRequest({ message })),
  InvalidRequest: ({ message, problems, omitted }: InvalidRequest) =>
    Effect.fail(new BadRequest({ message, ...listed(problems, omitted) })),
  ReferenceNotFound: (error: ReferenceNotFound) =>
    Effect.fail(new NotFound({ message: error.message, ...listed(error.problems, 0) })),
  IdempotencyKeyInUse: ({ message }: Error) => Effect.andThen(setRetryAfter(1), Effect.fail(new Conflict({ message }))),
  IdempotencyKeyReused: ({ message }: Error) => Effect.fail(new UnprocessableEntity({ message })),
  StoreFailure: storeFailureResponse,
}

const listed = (details: ReadonlyArray<ErrorDetail>, omitted: number) => {
  const unlisted = Math.max(0, details.length - MAX_DETAILS) + omitted
  return { details: details.slice(0, MAX_DETAILS), ...(unlisted > 0 && { omitted: unlisted }) }
}
