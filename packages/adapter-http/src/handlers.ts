import { type BulkCreateRequest, bulkCreateContacts, UnitOfWork } from "@bulk-contacts/core"
import { Effect, Layer } from "effect"
import { HttpServerResponse } from "effect/http"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "./Api.ts"
import { CurrentOrganization } from "./Authentication.ts"
import { readJsonBody } from "./jsonBody.ts"
import { invalidRequest, noContactsToCreate, referenceNotFound } from "./refusals.ts"
import { answerStoreFailure } from "./storeFailure.ts"

const accounts = HttpApiBuilder.group(Api, "accounts", (handlers) =>
  // Raw, because the core itself checks every value of the body, and names all that is wrong.
  handlers.handleRaw(
    "bulkCreate",
    Effect.fnUntraced(function* ({ request }) {
      const organizationId = yield* CurrentOrganization
      const body = yield* readJsonBody(request)
      const { total, created, skipped } = yield* bulkCreateContacts(organizationId, body as BulkCreateRequest).pipe(
        Effect.catchTags({
          NoContactsToCreate: (error) => Effect.fail(noContactsToCreate(error)),
          InvalidRequest: (error) => Effect.fail(invalidRequest(error)),
          ReferenceNotFound: (error) => Effect.fail(referenceNotFound(error)),
          StoreFailure: answerStoreFailure,
        }),
      )
      return HttpServerResponse.jsonUnsafe({ total, created, skipped }, { status: created > 0 ? 201 : 200 })
    }),
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
