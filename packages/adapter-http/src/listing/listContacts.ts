import {
  type ContactFilter,
  type ContactFilterTexts,
  type ContactQuery,
  type ContactSort,
  contactRecord,
  listContacts,
  type OrganizationId,
  readContactFilter,
  writeContacts,
} from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { CurrentRequestShare } from "../admission/RequestShare.ts"
import { CurrentOrganization } from "../api/CurrentOrganization.ts"
import { annotateRequestLog } from "../observability/requestLog.ts"
import { type CursorScope, decodeCursor, encodeCursor, invalidCursor } from "../paging/cursor.ts"
import { readLimit } from "../paging/readLimit.ts"
import { storeFailureResponse } from "../responses.ts"
import { withContactReader } from "./withReader.ts"

interface Parameters {
  readonly query: ContactFilterTexts & {
    readonly sort?: ContactSort
    readonly limit?: string
    readonly cursor?: string
  }
}

/** Responds with a page of contacts. */
export const listContactsPage = Effect.fnUntraced(
  function* ({ query }: Parameters) {
    const organizationId = yield* CurrentOrganization
    yield* annotateRequestLog({ organizationId })
    const filter = readContactFilter(query)
    const sort = query.sort ?? "newest"
    const scope = scopeOf(organizationId, sort, filter)
    const after = query.cursor === undefined ? null : yield* decodeCursor(scope, query.cursor)
    const page = makeResponse(organizationId, { filter, sort, after, limit: readLimit(query) }, scope)
    return yield* (yield* CurrentRequestShare).holdPage(page)
  },
  Effect.catchTags({ StoreFailure: storeFailureResponse, InvalidPosition: () => invalidCursor }),
  withContactReader,
)

const makeResponse = Effect.fnUntraced(function* (
  organizationId: OrganizationId,
  query: ContactQuery,
  scope: CursorScope,
) {
  const { contacts, next } = yield* listContacts(organizationId, query)
  const texts = yield* writeContacts(organizationId, contacts, (contact) => JSON.stringify(contactRecord(contact)))
  const cursor = next === null ? "" : `,"nextCursor":${JSON.stringify(yield* encodeCursor(scope, next))}`
  return HttpServerResponse.text(`{"contacts":[${texts.join()}]${cursor}}`, { contentType: "application/json" })
})

const scopeOf = (organizationId: OrganizationId, sort: ContactSort, filter: ContactFilter) => [
  "contacts",
  organizationId,
  sort,
  filter.email ?? null,
  filter.accountId ?? null,
  filter.contactType ?? null,
  filter.source ?? null,
  filter.importId ?? null,
  filter.createdAfter?.toISOString() ?? null,
  filter.createdBefore?.toISOString() ?? null,
]
