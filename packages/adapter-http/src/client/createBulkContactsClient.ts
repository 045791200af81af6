import { Effect } from "effect"
import { FetchHttpClient } from "effect/http"
import {
  BulkContactsClient,
  type BulkCreateCallOptions,
  type BulkCreateRequestBody,
  type BulkCreateResponse,
  type ClientOptions,
} from "./BulkContactsClient.ts"

interface PromiseClientOptions extends ClientOptions {
  /** In place of the global one: it may add an authentication of the server's own. */
  readonly fetch?: typeof globalThis.fetch
}

interface PromiseCallOptions extends BulkCreateCallOptions {
  /** Ends the call, retries included; the promise is rejected with its reason. */
  readonly signal?: AbortSignal
}

/** `BulkContactsClient` for programs without Effect: its answers as promises, which its errors reject. */
export const createBulkContactsClient = ({ fetch = globalThis.fetch, ...options }: PromiseClientOptions) => {
  const client = Effect.runSync(Effect.provide(BulkContactsClient.make(options), FetchHttpClient.layer))
  return {
    /** `BulkContactsClient.bulkCreate`. Rejects with a `BulkCreateError`, or with the reason of the signal. */
    bulkCreate: (
      request: BulkCreateRequestBody,
      { signal, ...callOptions }: PromiseCallOptions = {},
    ): Promise<BulkCreateResponse> => {
      const call = Effect.provideService(client.bulkCreate(request, callOptions), FetchHttpClient.Fetch, fetch)
      return Effect.runPromise(call, { signal }).catch((error) => {
        signal?.throwIfAborted()
        throw error
      })
    },
  }
}
