import { StoreReadiness, UnitOfWork } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import * as Layer from "effect/Layer"
import { Api } from "./api/Api.ts"
import { ServiceUnavailable } from "./api/errors.ts"
import { bulkCreate } from "./bulkCreate/bulkCreate.ts"
import { listImportsPage } from "./imports/listImportsPage.ts"
import { undoImportById } from "./imports/undoImportById.ts"
import { exportContactsStream } from "./listing/exportContacts.ts"
import { listContactsPage } from "./listing/listContacts.ts"
import { listAccountsPage, listContactTypesPage } from "./listing/listReferences.ts"
import { setRetryAfter, storeFailureResponse } from "./responses.ts"
import { Draining } from "./settings.ts"

const accounts = HttpApiBuilder.group(Api, "accounts", (handlers) => handlers.handleRaw("bulkCreate", bulkCreate))

const contacts = HttpApiBuilder.group(Api, "contacts", (handlers) =>
  handlers
    .handleRaw("list", listContactsPage)
    .handleRaw("export", exportContactsStream)
    .handleRaw("listAccounts", listAccountsPage)
    .handleRaw("listContactTypes", listContactTypesPage),
)

const imports = HttpApiBuilder.group(Api, "imports", (handlers) =>
  handlers.handleRaw("listImports", listImportsPage).handleRaw("undoImport", undoImportById),
)

const health = HttpApiBuilder.group(
  Api,
  "health",
  Effect.fnUntraced(function* (handlers) {
    const unitOfWork = yield* UnitOfWork
    const readiness = yield* StoreReadiness
    // A unit of work is the shortest proof that the store is available.
    const checkStore = unitOfWork.atomically(readiness).pipe(
      Effect.catchTag("StoreFailure", storeFailureResponse),
      Effect.flatMap((reason) =>
        reason === null ? Effect.void : Effect.fail(new ServiceUnavailable({ message: reason })),
      ),
    )
    return handlers
      .handle("live", () => Effect.succeed({ status: "ok" }))
      .handle("ready", () => Effect.as(Effect.andThen(failWhileDraining, checkStore), { status: "ok" }))
  }),
)

const failWhileDraining = Effect.gen(function* () {
  if (!(yield* Effect.flatten(Draining))) return
  yield* setRetryAfter(1)
  return yield* new ServiceUnavailable({ message: "The server is shutting down" })
})

/** The handlers of the whole API. */
export const handlers = Layer.mergeAll(accounts, contacts, imports, health)
