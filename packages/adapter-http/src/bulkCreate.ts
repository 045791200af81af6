import {
  type BulkCreateOptions,
  type BulkCreateRequest,
  bulkCreateContacts,
  bulkCreateContactsOnce,
  type OrganizationId,
} from "@bulk-contacts/core"
import { Effect, Metric } from "effect"
import { HttpServerResponse } from "effect/http"
import { CurrentOrganization } from "./Authentication.ts"
import { parseIdempotencyKey } from "./idempotencyKey.ts"
import { readJsonBody } from "./jsonBody.ts"
import { contactsCreated, contactsSkipped } from "./metrics.ts"
import { prefersRepresentation } from "./preferences.ts"
import { refusals } from "./refusals.ts"
import { noteInLog } from "./requestLog.ts"

interface Parameters {
  readonly query: { readonly dryRun?: "true" | "false" }
  readonly headers: { readonly prefer?: string; readonly "idempotency-key"?: string }
}

/** Translates a request to the use case, and what comes of it to an answer. */
export const bulkCreate = Effect.fnUntraced(function* ({ query, headers }: Parameters) {
  const organizationId = yield* CurrentOrganization
  yield* noteInLog({ organizationId })
  // The core checks every value of the body itself, and names all that is wrong with it.
  const request = (yield* readJsonBody) as BulkCreateRequest
  const dryRun = query.dryRun === "true"
  const options = { dryRun, outcomes: prefersRepresentation(headers.prefer) }
  const result = yield* create(organizationId, request, options, parseIdempotencyKey(headers["idempotency-key"]))
  const { total, created, skipped, outcomes: contacts } = result
  yield* noteInLog({ total, created, skipped })
  if (!dryRun && !result.replayed) {
    yield* Metric.update(contactsCreated, created)
    yield* Metric.update(contactsSkipped, skipped)
  }
  return HttpServerResponse.jsonUnsafe(
    { total, created, skipped, contacts },
    {
      status: created > 0 && !dryRun ? 201 : 200,
      headers: {
        ...(contacts !== undefined && { "preference-applied": "return=representation" }),
        ...(result.replayed && { "idempotency-replayed": "true" }),
      },
    },
  )
}, Effect.catchTags(refusals))

const create = (
  organizationId: OrganizationId,
  request: BulkCreateRequest,
  options: BulkCreateOptions,
  idempotencyKey: string | undefined,
) =>
  idempotencyKey === undefined
    ? Effect.map(bulkCreateContacts(organizationId, request, options), (result) => ({ ...result, replayed: false }))
    : bulkCreateContactsOnce(organizationId, idempotencyKey, request, options)
