import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpApiClient from "effect/http-api/HttpApiClient"
import * as HttpApiMiddleware from "effect/http-api/HttpApiMiddleware"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import type * as Stream from "effect/Stream"
import { ApiKeyAuthentication } from "../../api/ApiKeyAuthentication.ts"
import { type BulkCreateRequestBody, type BulkCreateResponse, toBulkCreateResponse } from "../BulkCreateResponse.ts"
import { type BulkCreateParameters, bulkCreateParameters } from "../bulkCreateParameters.ts"
import type { BulkCreateError } from "../CallError.ts"
import type { CheckedClientOptions } from "../checkClientOptions.ts"
import type { ExchangeProgress } from "../ExchangeProgress.ts"
import { findInconsistency } from "../findInconsistency.ts"
import { maxBulkCreateResponse } from "../responseLimits.ts"
import type { SentContacts } from "../SentContacts.ts"
import { ClientApi } from "./ClientApi.ts"
import { readResponse, rejectRedirect } from "./readResponse.ts"
import type { FailedTry } from "./retryTransient.ts"
import { withClientClass } from "./withClientClass.ts"
import { withTimeouts } from "./withTimeouts.ts"

/** One attempt to send the contacts: what is sent, and what is known about it so far. */
export interface Attempt {
  readonly payload: BulkCreateRequestBody | Stream.Stream<Uint8Array, unknown>
  readonly sent: SentContacts
  readonly progress: ExchangeProgress
}

/** A request that can be attempted several times. */
export interface ClientRequest extends BulkCreateParameters {
  readonly attempt: () => Attempt
}

const endpoint = { group: "accounts", endpoint: "bulkCreate" } as const
const decode = HttpApiClient.decodeResponse(ClientApi, endpoint)

/** Makes the function that sends bodies of one content type to one server. */
export const makeSend = Effect.fnUntraced(function* (
  { baseUrl, apiKey, ...timeouts }: CheckedClientOptions,
  contentType: string,
) {
  const httpClient = clientOf(baseUrl, yield* HttpClient.HttpClient).pipe(
    // The endpoint's client declares every stream as NDJSON.
    HttpClient.mapRequest(HttpClientRequest.setHeader("content-type", contentType)),
  )
  const send = yield* HttpApiClient.endpoint(ClientApi, { ...endpoint, httpClient }).pipe(
    Effect.provide(sendApiKey(apiKey)),
  )

  /** Running the result again sends the same request, with the same idempotency key. */
  return (request: ClientRequest): Effect.Effect<BulkCreateResponse, FailedTry<BulkCreateError>> => {
    const { query, headers } = bulkCreateParameters(request)
    const { outcomes = false, lenient = false } = request.options
    return Effect.suspend(() => {
      const { payload, sent, progress } = request.attempt()
      // The headers of the response are needed too: for when to retry, and whether it is a replay.
      const exchange = send({ payload, query, headers, responseMode: "response-only" }).pipe(
        Effect.mapError((error) => ({ error, response: undefined })),
        Effect.flatMap((response) =>
          rejectRedirect(response).pipe(
            Effect.flatMap(() => {
              progress.received()
              return readResponse(response, maxBulkCreateResponse(outcomes, sent.most), progress)
            }),
            Effect.flatMap(decode),
            Effect.mapError(withClientClass),
            Effect.map((body) => toBulkCreateResponse(body, (name) => response.headers[name])),
            Effect.flatMap((response) => {
              const inconsistency = findInconsistency(response, sent, progress.isSent, lenient)
              return inconsistency === undefined ? Effect.succeed(response) : Effect.fail(inconsistency)
            }),
            Effect.mapError((error) => ({ error, response })),
          ),
        ),
      )
      return withTimeouts(exchange, progress, timeouts, () => sent.most)
    }).pipe(withoutRedirects, Effect.scoped)
  }
})

/** Sends requests to one server, and closes the connection if a response is not read to its end. */
export const clientOf = (baseUrl: string, httpClient: HttpClient.HttpClient) =>
  httpClient.pipe(HttpClient.mapRequest(HttpClientRequest.prependUrl(baseUrl)), HttpClient.withScope)

export const sendApiKey = (apiKey: Redacted.Redacted<string> | undefined) =>
  HttpApiMiddleware.layerClient(ApiKeyAuthentication, ({ next, request }) =>
    next(apiKey === undefined ? request : HttpClientRequest.setHeader(request, "x-api-key", Redacted.value(apiKey))),
  )

/** `fetch` follows redirects unless it is told not to. Other HTTP clients follow none, and ignore this. */
export const withoutRedirects = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.contextWith((context: Context.Context<never>) =>
    Effect.provideService(effect, FetchHttpClient.RequestInit, {
      ...Option.getOrUndefined(Context.getOption(context, FetchHttpClient.RequestInit)),
      redirect: "manual",
    }),
  )
