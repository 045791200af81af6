import { Context, Effect, Layer, Redacted, type Schema } from "effect"
import { SecureRandom } from "effect/crypto"
import { HttpClient, type HttpClientError, HttpClientRequest } from "effect/http"
import { HttpApiClient, HttpApiMiddleware } from "effect/http-api"
import { Api } from "../api/Api.ts"
import { ApiKeyAuthentication } from "../api/ApiKeyAuthentication.ts"
import type * as Errors from "../api/errors.ts"
import { formatIdempotencyKey } from "../api/idempotencyKey.ts"
import type { BulkCreateCustomerContactsDto, CustomerContactBulkResponseDto } from "../api/schemas.ts"
import { retryTransient } from "./retryTransient.ts"

/** Which server to call, and with which key. */
export interface ClientOptions {
  /** Where the server is. A path in it stays in front of the API's own. */
  readonly baseUrl: string | URL
  /** Absent where the server has another authentication, which is then the HTTP client's to see to. */
  readonly apiKey?: string | Redacted.Redacted<string>
}

/** What a call sends: contacts, and the defaults for them. */
export type BulkCreateRequestBody = typeof BulkCreateCustomerContactsDto.Type

/** What a call may ask for besides being carried out. */
export interface BulkCreateCallOptions {
  /** Answers what would be created, and stores nothing. */
  readonly dryRun?: boolean
  /** Answers what became of each contact, too. */
  readonly outcomes?: boolean
  /** For a call that may be made again, as after a crash; otherwise each call has a new key. */
  readonly idempotencyKey?: string
}

type Answer = typeof CustomerContactBulkResponseDto.Type

/** Contacts given, created and skipped. `total = created + skipped`, always. */
export interface BulkCreateResponse extends Omit<Answer, "contacts"> {
  /** In the order given; there if they were asked for. */
  readonly outcomes?: NonNullable<Answer["contacts"]>
  /** Whether this is the answer that an earlier request with the same key got. */
  readonly replayed: boolean
}

/** What the server refused, each with its `statusCode`; or no answer came, or none of this API. */
export type BulkCreateError =
  | Errors.BadRequest
  | Errors.Unauthorized
  | Errors.NotFound
  | Errors.MethodNotAllowed
  | Errors.RequestTimeout
  | Errors.Conflict
  | Errors.PayloadTooLarge
  | Errors.UnsupportedMediaType
  | Errors.UnprocessableEntity
  | Errors.TooManyRequests
  | Errors.InternalServerError
  | Errors.ServiceUnavailable
  | HttpClientError.HttpClientError
  | Schema.SchemaError

interface BulkContactsClientShape {
  /**
   * Creates the contacts whose email the organization does not have yet: all of them or, where the server refuses, none.
   * Where no answer came, they may have been created: the same `idempotencyKey` gets the answer.
   *
   * Retries where the connection fails and on 408, 409, 429 and 503: up to five times, and no sooner than `Retry-After` says.
   * All tries of a call have one `Idempotency-Key`, so that the server carries out one of them.
   */
  readonly bulkCreate: (
    request: BulkCreateRequestBody,
    options?: BulkCreateCallOptions,
  ) => Effect.Effect<BulkCreateResponse, BulkCreateError>
}

const make = Effect.fnUntraced(function* ({
  baseUrl,
  apiKey,
}: ClientOptions): Effect.fn.Return<BulkContactsClientShape, never, HttpClient.HttpClient> {
  const httpClient = HttpClient.mapRequest(
    yield* HttpClient.HttpClient,
    HttpClientRequest.prependUrl(baseUrl.toString()),
  )
  const endpoint = { group: "accounts", endpoint: "bulkCreate" } as const
  const send = yield* HttpApiClient.endpoint(Api, { ...endpoint, httpClient }).pipe(
    Effect.provide(sendApiKey(typeof apiKey === "string" ? Redacted.make(apiKey) : apiKey)),
  )
  const decode = HttpApiClient.decodeResponse(Api, endpoint)

  return {
    bulkCreate: Effect.fn("BulkContactsClient.bulkCreate")(function* (payload, options = {}) {
      const { dryRun = false, outcomes = false, idempotencyKey = SecureRandom.uuidV4Unsafe() } = options
      const request = {
        payload,
        query: dryRun ? { dryRun: "true" as const } : {},
        headers: {
          ...(!dryRun && { "idempotency-key": formatIdempotencyKey(idempotencyKey) }),
          ...(outcomes && { prefer: "return=representation" }),
        },
        // The answer's headers say more than its body: when to retry, and whether it is a replay.
        responseMode: "response-only" as const,
      }
      return yield* send(request).pipe(
        Effect.mapError((error) => ({ error, response: undefined })),
        Effect.flatMap((response) =>
          decode(response).pipe(
            Effect.map((answer) => toAnswer(answer, response.headers["idempotency-replayed"] === "true")),
            Effect.mapError((error) => ({ error, response })),
          ),
        ),
        retryTransient,
      )
    }),
  }
})

const sendApiKey = (apiKey: Redacted.Redacted<string> | undefined) =>
  HttpApiMiddleware.layerClient(ApiKeyAuthentication, ({ next, request }) =>
    next(apiKey === undefined ? request : HttpClientRequest.setHeader(request, "x-api-key", Redacted.value(apiKey))),
  )

const toAnswer = ({ contacts, ...counts }: Answer, replayed: boolean): BulkCreateResponse => ({
  ...counts,
  ...(contacts !== undefined && { outcomes: contacts }),
  replayed,
})

/** The client of a server: needs an `HttpClient`, and nothing else of the platform it runs on. */
export class BulkContactsClient extends Context.Service<BulkContactsClient, BulkContactsClientShape>()(
  "@bulk-contacts/adapter-http/BulkContactsClient",
) {
  /** Makes a client on the `HttpClient` that is there. Nothing is sent before a call. */
  static readonly make = make
  /** The client of `make` as a service. */
  static readonly layer = (options: ClientOptions) => Layer.effect(BulkContactsClient, make(options))
}
