import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import type * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as HttpApiClient from "effect/http-api/HttpApiClient"
import type { BulkCreateError } from "../CallError.ts"
import type { CheckedClientOptions } from "../checkClientOptions.ts"
import { ExchangeProgress } from "../ExchangeProgress.ts"
import type { ImportPage, ImportUndone, PageOptions } from "../Import.ts"
import { MAX_IMPORTS_RESPONSE } from "../responseLimits.ts"
import { ClientApi } from "./ClientApi.ts"
import { readResponse, rejectRedirect } from "./readResponse.ts"
import { type FailedTry, retryTransient } from "./retryTransient.ts"
import { clientOf, sendApiKey, withoutRedirects } from "./sendRequest.ts"
import { withClientClass } from "./withClientClass.ts"
import { withTimeouts } from "./withTimeouts.ts"

/** The calls about imports. They are retried as `bulkCreate` is. */
export interface ImportCalls {
  /** Lists the bulk creates that were given a name, the newest first. */
  readonly listImports: (page?: PageOptions) => Effect.Effect<ImportPage, BulkCreateError>
  /**
   * Soft-deletes the contacts that the import created and that still exist. Atomic. Fails with a `NotFound` if there is no
   * such import. A repeated call, and so a retry after a lost response, has nothing left to delete.
   */
  readonly undoImport: (id: string) => Effect.Effect<ImportUndone, BulkCreateError>
}

const listing = { group: "imports", endpoint: "listImports" } as const
const undoing = { group: "imports", endpoint: "undoImport" } as const

export const makeImportCalls = Effect.fnUntraced(function* ({
  baseUrl,
  apiKey,
  maxRetryAfter,
  ...timeouts
}: CheckedClientOptions): Effect.fn.Return<ImportCalls, never, HttpClient.HttpClient> {
  const httpClient = clientOf(baseUrl, yield* HttpClient.HttpClient)
  const withKey = Effect.provide(sendApiKey(apiKey))
  const list = yield* HttpApiClient.endpoint(ClientApi, { ...listing, httpClient }).pipe(withKey)
  const undo = yield* HttpApiClient.endpoint(ClientApi, { ...undoing, httpClient }).pipe(withKey)

  /** Sends a request without a body, and reads the response with the limits of the client. */
  const call = <A, E extends BulkCreateError, F extends BulkCreateError, R>(
    send: Effect.Effect<HttpClientResponse.HttpClientResponse, E, R>,
    decode: (response: HttpClientResponse.HttpClientResponse) => Effect.Effect<A, F>,
  ) => {
    const attempt = Effect.suspend(() => {
      const progress = new ExchangeProgress()
      progress.sent()
      const exchange: Effect.Effect<A, FailedTry<BulkCreateError>, R> = send.pipe(
        Effect.mapError((error) => ({ error, response: undefined })),
        Effect.flatMap((response) =>
          rejectRedirect(response).pipe(
            Effect.flatMap(() => readResponse(response, MAX_IMPORTS_RESPONSE, progress)),
            Effect.flatMap(decode),
            Effect.mapError(withClientClass),
            Effect.mapError((error): FailedTry<BulkCreateError> => ({ error, response })),
          ),
        ),
      )
      return withTimeouts(exchange, progress, timeouts, () => 0)
    })
    return retryTransient(attempt.pipe(withoutRedirects, Effect.scoped), { maxRetryAfter })
  }

  return {
    listImports: Effect.fn("BulkContactsClient.listImports")(({ limit, cursor } = {}) => {
      const query = { ...(limit !== undefined && { limit: String(limit) }), ...(cursor !== undefined && { cursor }) }
      return call(list({ query, responseMode: "response-only" }), HttpApiClient.decodeResponse(ClientApi, listing))
    }),
    undoImport: Effect.fn("BulkContactsClient.undoImport")((id) =>
      call(undo({ params: { id }, responseMode: "response-only" }), HttpApiClient.decodeResponse(ClientApi, undoing)),
    ),
  }
})
