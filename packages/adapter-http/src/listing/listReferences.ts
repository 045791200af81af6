import { listAccounts, listContactTypes, type OrganizationId, type ReferenceQuery } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { CurrentRequestShare } from "../admission/RequestShare.ts"
import { CurrentOrganization } from "../api/CurrentOrganization.ts"
import { annotateRequestLog } from "../observability/requestLog.ts"
import { decodeCursor, encodeCursor } from "../paging/cursor.ts"
import { readLimit } from "../paging/readLimit.ts"
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
    const limit = readLimit(query)
    const readPage = Effect.gen(function* () {
      // One more tells whether there is a next page.
      const items = yield* read(organizationId, { after, limit: limit + 1 })
      const page = items.slice(0, limit)
      const last = page.at(-1)
      return HttpServerResponse.jsonUnsafe({
        [name]: page.map(toJson),
        ...(items.length > limit && last !== undefined && { nextCursor: yield* encodeCursor(scope, last.id) }),
      })
    })
    return yield* (yield* CurrentRequestShare).respond(readPage)
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
