import { ImportId, type ImportNotFound, undoImport } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { CurrentOrganization } from "../api/CurrentOrganization.ts"
import { NotFound } from "../api/errors.ts"
import { annotateRequestLog } from "../observability/requestLog.ts"
import { rejectQuery } from "../query/rejectQuery.ts"
import { listDetails, storeFailureResponse } from "../responses.ts"
import { notRecorded } from "./notRecorded.ts"

interface Parameters {
  readonly params: { readonly id: string }
}

/** Undoes an import, and responds with how many contacts that deleted. */
export const undoImportById = Effect.fnUntraced(
  function* ({ params }: Parameters) {
    // The schema of an endpoint without parameters does not look at the query.
    const unknown = Object.keys(yield* HttpServerRequest.ParsedSearchParams)
    if (unknown.length > 0) {
      return yield* rejectQuery(
        unknown.map((field) => ({ field, code: "unknown_property", message: "is not a known parameter" })),
      )
    }
    const organizationId = yield* CurrentOrganization
    yield* annotateRequestLog({ organizationId })
    const importId = ImportId.make(params.id)
    const { deleted, alreadyGone } = yield* undoImport(organizationId, importId)
    yield* annotateRequestLog({ importId, deleted, alreadyGone })
    return HttpServerResponse.jsonUnsafe({ deleted, alreadyGone })
  },
  Effect.catchTags({
    ImportNotFound: ({ message, problems }: ImportNotFound) =>
      Effect.fail(new NotFound({ message, ...listDetails(problems, 0) })),
    InvalidRequest: notRecorded,
    StoreFailure: storeFailureResponse,
  }),
)
