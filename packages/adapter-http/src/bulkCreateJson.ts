import {
  type BulkCreateDefaults,
  type BulkCreateOptions,
  type BulkCreateRequest,
  bulkCreateContacts,
  bulkCreateContactsOnce,
  type OrganizationId,
} from "@bulk-contacts/core"
import { Effect } from "effect"
import { HttpServerResponse } from "effect/http"
import { answerOptions } from "./answerOptions.ts"
import { BadRequest } from "./errors.ts"
import { readJsonBody } from "./jsonBody.ts"

/** A bulk create of which the body is the whole request. */
export const bulkCreateJson = Effect.fnUntraced(function* (
  organizationId: OrganizationId,
  defaults: BulkCreateDefaults,
  options: BulkCreateOptions,
  idempotencyKey: string | undefined,
) {
  yield* refuseDefaults(defaults)
  // The core checks every value of the body itself, and names all that is wrong with it.
  const request = (yield* readJsonBody) as BulkCreateRequest
  const result = yield* idempotencyKey === undefined
    ? Effect.map(bulkCreateContacts(organizationId, request, options), (result) => ({ ...result, replayed: false }))
    : bulkCreateContactsOnce(organizationId, idempotencyKey, request, options)
  const { total, created, skipped, outcomes: contacts } = result
  const response = HttpServerResponse.jsonUnsafe(
    { total, created, skipped, contacts },
    answerOptions(result, options, contacts !== undefined),
  )
  return { result, response }
})

/** In the query they would be overlooked, and what they say be lost. Interactive documentation sends empty ones. */
const refuseDefaults = (defaults: BulkCreateDefaults) => {
  const given = Object.entries(defaults).filter(([, value]) => value.length > 0)
  const details = given.map(([field]) => ({
    field,
    message: "belongs into the body, where that is JSON",
  }))
  return details.length === 0
    ? Effect.void
    : Effect.fail(new BadRequest({ message: "Invalid query parameters", details }))
}
