import { type Import, ImportId, isImportId, listImports } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import { CurrentOrganization } from "../api/CurrentOrganization.ts"
import { annotateRequestLog } from "../observability/requestLog.ts"
import { type CursorScope, decodeCursor, invalidCursor } from "../paging/cursor.ts"
import { readLimit } from "../paging/readLimit.ts"
import { respondWithPage } from "../paging/respondWithPage.ts"
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
    return yield* respondWithPage({
      name: "imports",
      scope,
      limit: readLimit(query),
      read: (limit) => listImports(organizationId, { after, limit }),
      toJson: importRecord,
    })
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
