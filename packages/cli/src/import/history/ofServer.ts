import { BulkContactsClient, type Import, NotFound } from "@bulk-contacts/adapter-http/client"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import { CommandFailure, rejection } from "../../CommandFailure.ts"
import { explainCall } from "../explainResponse.ts"
import { addressOf, type ServerAddress } from "../ServerTarget.ts"
import { httpClient } from "../toServer.ts"
import { type ImportHistory, type ListedImport, PAGE } from "./ImportHistory.ts"

/** The imports of an API key's organization, on a server. */
export const historyOfServer = (server: ServerAddress): ImportHistory => {
  const client = BulkContactsClient.make({ baseUrl: addressOf(server), apiKey: server.key }).pipe(
    Effect.provideServiceEffect(HttpClient.HttpClient, httpClient(server)),
  )
  const explained = Effect.mapError(explainCall(server))
  return {
    list: Effect.fnUntraced(function* (limit) {
      const { listImports } = yield* client
      const imports: Array<ListedImport> = []
      let cursor: string | undefined
      for (;;) {
        const wanted = Math.min(PAGE, limit === null ? PAGE : limit - imports.length)
        const page = yield* explained(listImports({ limit: wanted, ...(cursor !== undefined && { cursor }) }))
        imports.push(...page.imports.map(listed))
        cursor = page.nextCursor
        if (cursor === undefined || imports.length === limit) return imports
      }
    }, Effect.provide(NodeHttpClient.layerUndici)),
    undo: Effect.fnUntraced(function* (id) {
      const { undoImport } = yield* client
      return yield* undoImport(id).pipe(
        Effect.catchIf(
          (error) => error instanceof NotFound,
          ({ message }) => Effect.fail(rejection(`${message}: ${id}`)),
        ),
        Effect.mapError((error) => (error instanceof CommandFailure ? error : explainCall(server)(error))),
      )
    }, Effect.provide(NodeHttpClient.layerUndici)),
  }
}

const listed = ({ createdAt, undoneAt, ...rest }: Import): ListedImport => ({
  ...rest,
  createdAt: new Date(createdAt),
  ...(undoneAt !== undefined && { undoneAt: new Date(undoneAt) }),
})
