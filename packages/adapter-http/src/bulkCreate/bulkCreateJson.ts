import {
  type BulkCreateDefaults,
  type BulkCreateOptions,
  type BulkCreateRequest,
  bulkCreateContacts,
  type OrganizationId,
} from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Stream from "effect/Stream"
import { bodyJson } from "../body/bodyJson.ts"
import { rejectParameters } from "./queryDefaults.ts"
import { representation } from "./representation.ts"
import { responseOptions } from "./responseOptions.ts"

/** More outcomes than this are sent as a stream. */
const PAGE = 500

/** Handles a JSON body, which contains the whole request. */
export const bulkCreateJson = Effect.fnUntraced(function* (
  organizationId: OrganizationId,
  defaults: BulkCreateDefaults,
  options: BulkCreateOptions,
) {
  yield* rejectParameters(Object.keys(defaults), "must be in the JSON body")
  // The core validates every value of the body.
  const request = (yield* bodyJson) as BulkCreateRequest
  const result = yield* bulkCreateContacts(organizationId, request, options)
  const { replayed: _, importId: __, outcomes: contacts, ...counts } = result
  const answer = responseOptions(result, options, contacts !== undefined)
  const response =
    contacts !== undefined && contacts.length > PAGE
      ? HttpServerResponse.stream(representation(counts, Stream.rechunk(Stream.fromIterable(contacts), PAGE)), {
          ...answer,
          contentType: "application/json",
        })
      : HttpServerResponse.jsonUnsafe({ ...counts, contacts }, answer)
  return { result, response }
})
