import { listAccounts, listContactTypes, type OrganizationId, type ReferenceQuery } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import { CurrentOrganization } from "../api/CurrentOrganization.ts"
import { annotateRequestLog } from "../observability/requestLog.ts"
import { decodeCursor } from "../paging/cursor.ts"
import { readLimit } from "../paging/readLimit.ts"
import { respondWithPage } from "../paging/respondWithPage.ts"
import { storeFailureResponse } from "../responses.ts"
import { withReferenceReader } from "./withReader.ts"

interface Parameters {
  readonly query: { readonly limit?: string; readonly cursor?: string }
}

/** Makes a handler that responds with a page of what `read` reads, as the property `name`. */
const listReferences = <Item extends { readonly id: string }, E, R>(
  name: string,
  read: (organizationId: OrganizationId, query: ReferenceQuery) => Effect.Effect<ReadonlyArray<Item>, E, R>,
  toJson: (item: Item) => object,
) =>
  Effect.fnUntraced(function* ({ query }: Parameters) {
    const organizationId = yield* CurrentOrganization
    yield* annotateRequestLog({ organizationId })
    const scope = [name, organizationId]
    const after = query.cursor === undefined ? null : yield* decodeCursor(scope, query.cursor)
    return yield* respondWithPage({
      name,
      scope,
      limit: readLimit(query),
      read: (limit) => read(organizationId, { after, limit }),
      toJson,
    })
  })

export const listAccountsPage = (request: Parameters) =>
  listReferences("accounts", listAccounts, ({ id, name }) => ({ id, name }))(request).pipe(
    Effect.catchTags({ StoreFailure: storeFailureResponse }),
    withReferenceReader,
  )

export const listContactTypesPage = (request: Parameters) =>
  listReferences("contactTypes", listContactTypes, ({ id, name, isDefault }) => ({ id, name, default: isDefault }))(
    request,
  ).pipe(Effect.catchTags({ StoreFailure: storeFailureResponse }), withReferenceReader)
