import { type Import, ImportId, isImportId, listImports } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { CurrentRequestShare } from "../admission/RequestShare.ts"
import { CurrentOrganization } from "../api/CurrentOrganization.ts"
import { annotateRequestLog } from "../observability/requestLog.ts"
import { type CursorScope, decodeCursor, encodeCursor, invalidCursor } from "../paging/cursor.ts"
import { readLimit } from "../paging/readLimit.ts"
import { storeFailureResponse } from "../responses.ts"
import { notRecorded } from "./notRecorded.ts"

interface Parameters {
  readonly query: { readonly limit?: string; readonly cursor?: string }
}

/** Responds with a page of imports. */
export const listImportsPage = Effect.fnUntraced(
  function* ({ query }: Parameters) {
    const organizationId = yield* CurrentOrganization
    yield* annotateRequestLog({ organizationId })
    const scope = ["imports", organizationId]
    const after = query.cursor === undefined ? null : yield* decodePosition(scope, query.cursor)
    const limit = readLimit(query)
    const readPage = Effect.gen(function* () {
      // One more tells whether there is a next page.
      const imports = yield* listImports(organizationId, { after, limit: limit + 1 })
      const page = imports.slice(0, limit)
      const last = page.at(-1)
      return HttpServerResponse.jsonUnsafe({
        imports: page.map(importRecord),
        ...(imports.length > limit && last !== undefined && { nextCursor: yield* encodeCursor(scope, last.id) }),
      })
    })
    return yield* (yield* CurrentRequestShare).respond(readPage)
  },
  Effect.catchTags({ InvalidRequest: notRecorded, StoreFailure: storeFailureResponse }),
)

const decodePosition = Effect.fnUntraced(function* (scope: CursorScope, cursor: string) {
  const position = yield* decodeCursor(scope, cursor)
  return isImportId(position) ? ImportId.make(position) : yield* invalidCursor
})

/** An import as JSON, without what is absent. */
const importRecord = ({ id, name, source, createdAt, total, created, skipped, invalid, ...rest }: Import) => ({
  id,
  name,
  ...(source !== null && { source }),
  createdAt: createdAt.toISOString(),
  total,
  created,
  skipped,
  ...(invalid !== null && { invalid }),
  remaining: rest.remaining,
  ...(rest.undoneAt !== null && { undoneAt: rest.undoneAt.toISOString() }),
})
