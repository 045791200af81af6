import type { InvalidRequest, NoContactsToCreate, ReferenceNotFound } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import { BadRequest, Conflict, NotFound, PayloadTooLarge, UnprocessableEntity } from "../api/errors.ts"
import { listDetails, setRetryAfter, storeFailureResponse } from "../responses.ts"

/** The response to each error of the use case. */
export const errorResponses = {
  NoContactsToCreate: ({ message }: NoContactsToCreate) => Effect.fail(new BadRequest({ message })),
  InvalidRequest: ({ message, problems, omitted }: InvalidRequest) =>
    Effect.fail(new BadRequest({ message, ...listDetails(problems, omitted) })),
  ReferenceNotFound: ({ message, problems, omitted }: ReferenceNotFound) =>
    Effect.fail(new NotFound({ message, ...listDetails(problems, omitted) })),
  IdempotencyKeyInUse: ({ message }: Error) => Effect.andThen(setRetryAfter(1), Effect.fail(new Conflict({ message }))),
  IdempotencyKeyReused: ({ message }: Error) => Effect.fail(new UnprocessableEntity({ message })),
  RequestTooLarge: ({ message }: Error) => Effect.fail(new PayloadTooLarge({ message })),
  StoreFailure: storeFailureResponse,
}
