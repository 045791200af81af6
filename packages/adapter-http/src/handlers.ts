import { UnitOfWork } from "@bulk-contacts/core"
import { Effect, Layer } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "./api/Api.ts"
import { ServiceUnavailable } from "./api/errors.ts"
import { inflateBody } from "./body/contentEncoding.ts"
import { bulkCreate } from "./bulkCreate/bulkCreate.ts"
import { Draining } from "./middleware/draining.ts"
import { retryAfter } from "./responseHeaders.ts"
import { answerStoreFailure } from "./storeFailureResponse.ts"

const accounts = HttpApiBuilder.group(Api, "accounts", (handlers) =>
  handlers.handleRaw("bulkCreate", (parameters) => inflateBody(bulkCreate(parameters))),
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
      .handle("ready", () => Effect.as(Effect.andThen(refuseWhileDraining, askStore), { status: "ok" }))
  }),
)

const refuseWhileDraining = Effect.gen(function* () {
  if (!(yield* Effect.flatten(Draining))) return
  yield* retryAfter(1)
  return yield* new ServiceUnavailable({ message: "The server is about to stop" })
})

/** The handlers of the whole API. */
export const handlers = Layer.mergeAll(accounts, health)
