import { type Import, ImportId, listImports, type OrganizationId, undoImport } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import { rejection } from "../../CommandFailure.ts"
import { explain } from "../../explain.ts"
import { openOrganization } from "../toStore.ts"
import { type ImportHistory, type ListedImport, PAGE } from "./ImportHistory.ts"

/** The imports of an organization in the store that the environment names. */
export const historyOfStore = (organizationId: OrganizationId): ImportHistory => ({
  list: Effect.fnUntraced(function* (limit) {
    const store = yield* openOrganization(organizationId)
    const imports: Array<Import> = []
    for (;;) {
      const wanted = Math.min(PAGE, limit === null ? PAGE : limit - imports.length)
      const page = { limit: wanted, after: imports.at(-1)?.id ?? null }
      const found = yield* explained(Effect.provideContext(listImports(organizationId, page), store))
      imports.push(...found)
      if (found.length < wanted || imports.length === limit) return imports.map(listed)
    }
  }),
  undo: Effect.fnUntraced(function* (id) {
    const store = yield* openOrganization(organizationId)
    return yield* explained(Effect.provideContext(undoImport(organizationId, ImportId.make(id)), store))
  }),
})

type Failure = Effect.Error<ReturnType<typeof undoImport | typeof listImports>>

const explained = <A, E extends Failure, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.mapError(effect, (error: Failure) => {
    switch (error._tag) {
      case "ImportNotFound":
        return rejection(error.problems[0]?.message ?? error.message)
      case "InvalidRequest":
        return rejection("this store does not record imports")
      case "StoreFailure":
        return explain(error)
    }
  })

const listed = ({ source, invalid, undoneAt, ...rest }: Import): ListedImport => ({
  ...rest,
  ...(source !== null && { source }),
  ...(invalid !== null && { invalid }),
  ...(undoneAt !== null && { undoneAt }),
})
