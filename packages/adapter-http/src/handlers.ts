import { type BulkCreateRequest, bulkCreateContacts, UnitOfWork } from "@bulk-contacts/core"
import { Effect, Layer } from "effect"
import { HttpServerResponse } from "effect/http"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "./Api.ts"
import { CurrentOrganization } from "./Authentication.ts"
import { inflateBody } from "./contentEncoding.ts"
import { readJsonBody } from "./jsonBody.ts"
import { invalidRequest, noContactsToCreate, referenceNotFound } from "./refusals.ts"
import { answerStoreFailure } from "./storeFailure.ts"

const bulkCreate = Effect.gen(function* () {
  const organizationId = yield* CurrentOrganization
  // The core checks every value of the body itself, and names all that is wrong with it.
  const request = (yield* readJsonBody) as BulkCreateRequest
  const { total, created, skipped } = yield* bulkCreateContacts(organizationId, request).pipe(
    Effect.catchTags({
      NoContactsToCreate: (error) => Effect.fail(noContactsToCreate(error)),
      InvalidRequest: (error) => Effect.fail(invalidRequest(error)),
      ReferenceNotFound: (error) => Effect.fail(referenceNotFound(error)),
      StoreFailure: answerStoreFailure,
    }),
  )
  return HttpServerResponse.jsonUnsafe({ total, created, skipped }, { status: created > 0 ? 201 : 200 })
})

const accounts = HttpApiBuilder.group(Api, "accounts", (handlers) =>
  handlers.handleRaw("bulkCreate", () => inflateBody(bulkCreate)),
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
