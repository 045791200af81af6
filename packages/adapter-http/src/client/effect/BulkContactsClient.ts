import type { BulkCreateDefaults, BulkCreateOptions, ContactInput } from "@bulk-contacts/core"
import type * as Cause from "effect/Cause"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import type { StreamMediaType } from "../../api/mediaTypes.ts"
import type { BulkCreateRequestBody, BulkCreateResponse } from "../BulkCreateResponse.ts"
import type { BulkCreateError } from "../CallError.ts"
import { type ContactFile, contentTypeOf, toLine } from "../ContactFile.ts"
import { type ClientOptions, checkClientOptions } from "../checkClientOptions.ts"
import { ExchangeProgress } from "../ExchangeProgress.ts"
import { LineCounter } from "../SentContacts.ts"
import { followBody } from "./followBody.ts"
import { type ImportCalls, makeImportCalls } from "./ImportCalls.ts"
import { retryTransient } from "./retryTransient.ts"
import { type Attempt, makeSend } from "./sendRequest.ts"

/** Options of a stream. */
export interface BulkCreateStreamOptions extends BulkCreateOptions {
  /** Whether to retry. Set it to false if the stream can run only once. Default: true. */
  readonly retry?: boolean
}

/** The methods of `BulkContactsClient`. */
export interface BulkContactsClientShape extends ImportCalls {
  /**
   * Creates the contacts whose email the organization does not have yet, and skips the others. Atomic: if the server
   * responds with an error, nothing was stored. If there is no response, the outcome is unknown: call it again with the
   * same `idempotencyKey` to find out.
   *
   * Retries up to five times if the connection fails, and on 408, 409, 429, 502, 503 and 504: after 0.2 seconds, then
   * twice as long each time, and never sooner than `Retry-After`, unless that asks for more than `maxRetryAfter`. Follows
   * no redirect, limits the size of the response and the time it takes, and believes only counts that add up to the
   * contacts sent. All attempts have the same `Idempotency-Key`, by
   * default a random one, so the server carries out only one of them.
   */
  readonly bulkCreate: (
    request: BulkCreateRequestBody,
    options?: BulkCreateOptions,
  ) => Effect.Effect<BulkCreateResponse, BulkCreateError>

  /**
   * `bulkCreate` for any number of contacts, which are sent as they arrive: contacts, or the bytes of an NDJSON or CSV
   * file. `defaults` are used for contacts that do not have values of their own.
   *
   * Each attempt runs the stream again. An error of the stream ends the call with that error, and nothing is stored.
   */
  readonly bulkCreateStream: <E = never, R = never>(
    contacts: Stream.Stream<ContactInput, E, R> | ContactFile<Stream.Stream<Uint8Array, E, R>>,
    defaults?: BulkCreateDefaults,
    options?: BulkCreateStreamOptions,
  ) => Effect.Effect<BulkCreateResponse, BulkCreateError | E, R>
}

const make = Effect.fnUntraced(function* (
  clientOptions: ClientOptions,
): Effect.fn.Return<BulkContactsClientShape, never, HttpClient.HttpClient> {
  const checked = checkClientOptions(clientOptions)
  const { maxRetryAfter } = checked
  const httpClient = yield* HttpClient.HttpClient
  const sendJson = yield* makeSend(checked, "application/json")

  return {
    ...(yield* makeImportCalls(checked)),
    bulkCreate: Effect.fn("BulkContactsClient.bulkCreate")((request, options = {}) =>
      retryTransient(sendJson({ attempt: () => attemptOf(request), options }), { maxRetryAfter }),
    ),
    bulkCreateStream: Effect.fn("BulkContactsClient.bulkCreateStream")(function* <E, R>(
      contacts: Stream.Stream<ContactInput, E, R> | ContactFile<Stream.Stream<Uint8Array, E, R>>,
      defaults: BulkCreateDefaults = {},
      { retry = true, ...options }: BulkCreateStreamOptions = {},
    ) {
      const file = Stream.isStream(contacts) ? toNdjson(contacts) : contacts
      const { mediaType, bytes, csv = {} } = file
      const send = yield* makeSend(checked, contentTypeOf(file)).pipe(
        Effect.provideService(HttpClient.HttpClient, httpClient),
      )
      // The HTTP client reports an error of the stream as one of its own.
      let failure: Cause.Cause<E> | undefined
      const body = bytes.pipe(
        Stream.tapCause((cause) =>
          Effect.sync(() => {
            failure = cause
          }),
        ),
        Stream.provideContext(yield* Effect.context<R>()),
      )
      const attempt = () => streamAttemptOf(body, mediaType)
      const canRetry = () => retry && failure === undefined
      return yield* retryTransient(send({ attempt, options, defaults, csv }), { maxRetryAfter, canRetry }).pipe(
        Effect.catch(
          (error): Effect.Effect<never, BulkCreateError | E> =>
            failure === undefined ? Effect.fail(error) : Effect.failCause(failure),
        ),
      )
    }),
  }
})

/** Contacts as an NDJSON file. */
const toNdjson = <E, R>(contacts: Stream.Stream<ContactInput, E, R>): ContactFile<Stream.Stream<Uint8Array, E, R>> => ({
  mediaType: "application/x-ndjson",
  bytes: Stream.encodeText(Stream.mapArray(contacts, (batch) => [batch.map(toLine).join("")])),
})

const attemptOf = (payload: BulkCreateRequestBody): Attempt => {
  const progress = new ExchangeProgress()
  progress.sent()
  // A request of another shape is rejected before it is sent.
  const length = payload?.contacts?.length ?? 0
  return { payload, sent: { least: length, most: length }, progress }
}

const streamAttemptOf = (body: Stream.Stream<Uint8Array, unknown>, mediaType: StreamMediaType): Attempt => {
  const progress = new ExchangeProgress()
  const sent = new LineCounter(mediaType)
  const counted = Stream.map(body, (bytes) => {
    sent.count(bytes)
    return bytes
  })
  return { payload: followBody(progress, counted), sent, progress }
}

/**
 * A client of a bulk-contacts server. It requires an `HttpClient`, and nothing else from the platform.
 *
 * @example
 * ```ts
 * import { BulkContactsClient } from "@bulk-contacts/adapter-http/client"
 * import { createWebHandler } from "@bulk-contacts/adapter-http/web"
 * import { makeMemoryStore } from "@bulk-contacts/adapter-memory"
 * import { Console, Effect, Stream } from "effect"
 * import { FetchHttpClient } from "effect/http"
 *
 * const program = Effect.gen(function* () {
 *   const client = yield* BulkContactsClient
 *   const { created } = yield* client.bulkCreate({ contacts: ["Ada Lovelace <ada@example.com>"] })
 *   yield* Console.log(created) // 1
 *   const { total, skipped } = yield* client.bulkCreateStream(Stream.make("ada@example.com", "alan@example.com"))
 *   yield* Console.log(total, skipped) // 2 1
 * })
 *
 * // A server in the same process. For another one, baseUrl and apiKey are enough.
 * const store = makeMemoryStore({ id: "acme", contactTypes: ["CT123"], defaultContactType: "CT123" })
 * const server = await createWebHandler({ store: store.layer, authenticate: () => "acme" })
 *
 * await program.pipe(
 *   Effect.provide(BulkContactsClient.layer({ baseUrl: "http://localhost" })),
 *   Effect.provide(FetchHttpClient.layer),
 *   Effect.provideService(FetchHttpClient.Fetch, (input, init) => server.handle(new Request(input, init))),
 *   Effect.runPromise,
 * )
 * ```
 */
export class BulkContactsClient extends Context.Service<BulkContactsClient, BulkContactsClientShape>()(
  "@bulk-contacts/adapter-http/BulkContactsClient",
) {
  /** Makes a client from the current `HttpClient`. Sends nothing until it is called. */
  static readonly make = make

  /** Provides the client that `make` makes. */
  static readonly layer = (options: ClientOptions): Layer.Layer<BulkContactsClient, never, HttpClient.HttpClient> =>
    Layer.effect(BulkContactsClient, make(options))
}
