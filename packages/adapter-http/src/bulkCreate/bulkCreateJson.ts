import {
  type BulkCreateDefaults,
  type BulkCreateOptions,
  type BulkCreateRequest,
  bulkCreateContacts,
  type OrganizationId,
} from "@bulk-contacts/core"
import { Effect } from "effect"
import { HttpServerResponse } from "effect/http"
import { readJsonBody } from "../body/bodyJson.ts"
import { refuseQueryDefaults } from "./queryDefaults.ts"
import { answerOptions } from "./responseOptions.ts"

/** A bulk create of which the body is the whole request. */
export const bulkCreateJson = Effect.fnUntraced(function* (
  organizationId: OrganizationId,
  defaults: BulkCreateDefaults,
  options: BulkCreateOptions,
) {
  yield* refuseQueryDefaults(defaults)
  // The core checks every value of the body itself, and names all that is wrong with it.
  const request = (yield* readJsonBody) as BulkCreateRequest
  const result = yield* bulkCreateContacts(organizationId, request, options)
  const { total, created, skipped, outcomes: contacts } = result
  const response = HttpServerResponse.jsonUnsafe(
    { total, created, skipped, contacts },
    answerOptions(result, options, contacts !== undefined),
  )
  return { result, response }
})
