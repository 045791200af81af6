import type { BulkCreateDefaults, BulkCreateOptions, CsvOptions } from "@bulk-contacts/core"
import { Effect, Redacted, type Stream } from "effect"
import { SecureRandom } from "effect/crypto"
import { HttpClient, HttpClientRequest } from "effect/http"
import { HttpApiClient, HttpApiMiddleware } from "effect/http-api"
import { Api } from "../api/Api.ts"
import { ApiKeyAuthentication } from "../api/ApiKeyAuthentication.ts"
import { formatIdempotencyKey } from "../api/idempotencyKey.ts"
import {
  type BulkCreateError,
  type BulkCreateRequestBody,
  type BulkCreateResponse,
  toBulkCreateResponse,
} from "./BulkCreateResponse.ts"
import { csvParameters } from "./csvParameters.ts"
import type { FailedTry } from "./retryTransient.ts"

/** Which server to call, and with which key. */
export interface ClientOptions {
  /** The server's URL. If it has a path, the API's paths are appended to it. */
  readonly baseUrl: string | URL
  /** The API key. Omit it if the server has its own authentication; the HTTP client must then add the credentials. */
  readonly apiKey?: string | Redacted.Redacted<string>
}

const endpoint = { group: "accounts", endpoint: "bulkCreate" } as const
const decode = HttpApiClient.decodeResponse(Api, endpoint)

/** Makes the function that sends bodies of one content type to one server. */
export const makeSend = Effect.fnUntraced(function* ({ baseUrl, apiKey }: ClientOptions, contentType: string) {
  const httpClient = (yield* HttpClient.HttpClient).pipe(
    HttpClient.mapRequest(HttpClientRequest.prependUrl(baseUrl.toString())),
    // The endpoint's client declares every stream as NDJSON.
    HttpClient.mapRequest(HttpClientRequest.setHeader("content-type", contentType)),
  )
  const send = yield* HttpApiClient.endpoint(Api, { ...endpoint, httpClient }).pipe(
    Effect.provide(sendApiKey(typeof apiKey === "string" ? Redacted.make(apiKey) : apiKey)),
  )

  /** Running the result again sends the same request, with the same idempotency key. */
  return (
    payload: BulkCreateRequestBody | Stream.Stream<Uint8Array, unknown>,
    {
      dryRun = false,
      outcomes = false,
      defaultCountry,
      idempotencyKey = SecureRandom.uuidV4Unsafe(),
    }: BulkCreateOptions,
    { accountIds, contactType, source }: BulkCreateDefaults = {},
    csv: CsvOptions = {},
  ): Effect.Effect<BulkCreateResponse, FailedTry<BulkCreateError>> => {
    const query = {
      ...(accountIds && { accountIds: [accountIds].flat() }),
      ...(contactType && { contactType }),
      ...(source && { source }),
      ...(defaultCountry && { defaultCountry }),
      ...(dryRun && { dryRun: "true" as const }),
      ...csvParameters(csv),
    }
    const headers = {
      ...(!dryRun && { "idempotency-key": formatIdempotencyKey(idempotencyKey) }),
      ...(outcomes && { prefer: "return=representation" }),
    }
    // The headers of the response are needed too: for when to retry, and whether it is a replay.
    return send({ payload, query, headers, responseMode: "response-only" }).pipe(
      Effect.mapError((error) => ({ error, response: undefined })),
      Effect.flatMap((response) =>
        decode(response).pipe(
          Effect.map((body) => toBulkCreateResponse(body, response.headers["idempotency-replayed"] === "true")),
          Effect.mapError((error) => ({ error, response })),
        ),
      ),
    )
  }
})

const sendApiKey = (apiKey: Redacted.Redacted<string> | undefined) =>
  HttpApiMiddleware.layerClient(ApiKeyAuthentication, ({ next, request }) =>
    next(apiKey === undefined ? request : HttpClientRequest.setHeader(request, "x-api-key", Redacted.value(apiKey))),
  )
