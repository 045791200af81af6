import type { BulkCreateDefaults, BulkCreateOptions, CsvOptions } from "@bulk-contacts/core"
import * as Context from "effect/Context"
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpApiClient from "effect/http-api/HttpApiClient"
import * as HttpApiMiddleware from "effect/http-api/HttpApiMiddleware"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import type * as Stream from "effect/Stream"
import { ApiKeyAuthentication } from "../api/ApiKeyAuthentication.ts"
import { formatIdempotencyKey } from "../api/idempotencyKey.ts"
import {
  type BulkCreateError,
  type BulkCreateRequestBody,
  type BulkCreateResponse,
  toBulkCreateResponse,
} from "./BulkCreateResponse.ts"
import { ClientApi } from "./ClientApi.ts"
import type { CheckedClientOptions } from "./checkClientOptions.ts"
import { csvParameters } from "./csvParameters.ts"
import type { ExchangeProgress } from "./ExchangeProgress.ts"
import { readResponse, rejectRedirect } from "./readResponse.ts"
import { requireConsistent } from "./requireConsistent.ts"
import type { FailedTry } from "./retryTransient.ts"
import type { SentContacts } from "./SentContacts.ts"
import { withTimeouts } from "./withTimeouts.ts"

/** One attempt to send the contacts: what is sent, and what is known about it so far. */
export interface Attempt {
  readonly payload: BulkCreateRequestBody | Stream.Stream<Uint8Array, unknown>
  readonly sent: SentContacts
  readonly progress: ExchangeProgress
}

/** A request that can be attempted several times. */
export interface ClientRequest {
  readonly attempt: () => Attempt
  readonly options: BulkCreateOptions
  readonly defaults?: BulkCreateDefaults
  readonly csv?: CsvOptions
}

const endpoint = { group: "accounts", endpoint: "bulkCreate" } as const
const decode = HttpApiClient.decodeResponse(ClientApi, endpoint)

/** Any response may have this much: an error lists at most 100 problems. */
const MAX_RESPONSE_BYTES = 1024 * 1024

/** An outcome has an address, an id and the problems of one contact. */
const MAX_OUTCOME_BYTES = 4096

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
    const { query, headers } = parametersOf(request)
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
              const limit = MAX_RESPONSE_BYTES + (outcomes ? MAX_OUTCOME_BYTES * sent.most : 0)
              return readResponse(response, limit, progress)
            }),
            Effect.flatMap(decode),
            Effect.map((body) => toBulkCreateResponse(body, response.headers)),
            Effect.flatMap((response) => requireConsistent(response, sent, progress.isSent, lenient)),
            Effect.mapError((error) => ({ error, response })),
          ),
        ),
      )
      return withTimeouts(exchange, progress, timeouts, () => sent.most)
    }).pipe(withoutRedirects, Effect.scoped)
  }
})

const parametersOf = ({ options, defaults = {}, csv = {} }: ClientRequest) => {
  const { dryRun = false, outcomes = false, lenient = false, defaultCountry, import: importName } = options
  const { idempotencyKey = SecureRandom.uuidV4Unsafe() } = options
  const preferences = [...(outcomes ? ["return=representation"] : []), ...(lenient ? ["handling=lenient"] : [])]
  const { accountIds, contactType, source } = defaults
  return {
    query: {
      ...(accountIds && { accountIds: [accountIds].flat() }),
      ...(contactType && { contactType }),
      ...(source && { source }),
      ...(defaultCountry && { defaultCountry }),
      ...(dryRun && { dryRun: "true" as const }),
      ...(importName !== undefined && { import: importName }),
      ...csvParameters(csv),
    },
    headers: {
      ...(!dryRun && { "idempotency-key": formatIdempotencyKey(idempotencyKey) }),
      ...(preferences.length > 0 && { prefer: preferences.join(", ") }),
    },
  }
}

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
