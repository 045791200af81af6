import { type BulkCreateOptions, type BulkCreateRequest, bulkCreateContacts, UnitOfWork } from "@bulk-contacts/core"
import { Effect, Layer } from "effect"
import { HttpServerResponse } from "effect/http"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "./Api.ts"
import { CurrentOrganization } from "./Authentication.ts"
import { inflateBody } from "./contentEncoding.ts"
import { readJsonBody } from "./jsonBody.ts"
import { prefersRepresentation } from "./preferences.ts"
import { invalidRequest, noContactsToCreate, referenceNotFound } from "./refusals.ts"
import { answerStoreFailure } from "./storeFailure.ts"

const bulkCreate = Effect.fnUntraced(function* ({ dryRun, outcomes }: Required<BulkCreateOptions>) {
  const organizationId = yield* CurrentOrganization
  // The core checks every value of the body itself, and names all that is wrong with it.
  const request = (yield* readJsonBody) as BulkCreateRequest
  const result = yield* bulkCreateContacts(organizationId, request, { dryRun, outcomes }).pipe(
    Effect.catchTags({
      NoContactsToCreate: (error) => Effect.fail(noContactsToCreate(error)),
      InvalidRequest: (error) => Effect.fail(invalidRequest(error)),
      ReferenceNotFound: (error) => Effect.fail(referenceNotFound(error)),
      StoreFailure: answerStoreFailure,
    }),
  )
  const { total, created, skipped, outcomes: contacts } = result
  return HttpServerResponse.jsonUnsafe(
    { total, created, skipped, contacts },
    {
      status: created > 0 && !dryRun ? 201 : 200,
      headers: outcomes ? { "preference-applied": "return=representation" } : {},
    },
  )
})

const accounts = HttpApiBuilder.group(Api, "accounts", (handlers) =>
  handlers.handleRaw("bulkCreate", ({ query, headers }) =>
    inflateBody(bulkCreate({ dryRun: query.dryRun === "true", outcomes: prefersRepresentation(headers.prefer) })),
  ),
)

const health = HttpApiBuilder.group(
  Api,
  "health",
  Effect.fnUntraced(function* (handlers) {
    const unitOfWork = yield* UnitOfWork
    // An empty unit of work: the shortest proof that the store answers.
    const askStore = Effect.catchTag(unitOfWork.atomically(Effect.void), "StoreFailure", answerStoreFailure)
    return handlers
      .handle("live", () => Effect.succeed({ status: "ok" }))
      .handle("ready", () => Effect.as(askStore, { status: "ok" }))
  }),
)

/** The handlers of the whole API. */
export const handlers = Layer.mergeAll(accounts, health)
