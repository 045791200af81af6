import type { BulkCreateDefaults, BulkCreateOptions, ContactInput } from "@bulk-contacts/core"
import { type Cause, Context, Effect, Layer, Stream } from "effect"
import { HttpClient } from "effect/http"
import type { BulkCreateError, BulkCreateRequestBody, BulkCreateResponse } from "./BulkCreateResponse.ts"
import { type ContactFile, toNdjson } from "./ContactFile.ts"
import { retryTransient } from "./retryTransient.ts"
import { type ClientOptions, makeSend } from "./sendRequest.ts"

/** Options of a stream. */
export interface BulkCreateStreamOptions extends BulkCreateOptions {
  /** Whether to retry. Set it to false if the stream can run only once. Default: true. */
  readonly retry?: boolean
}

/** The methods of `BulkContactsClient`. */
export interface BulkContactsClientShape {
  /**
   * Creates the contacts whose email the organization does not have yet, and skips the others. Atomic: if the server
   * responds with an error, nothing was stored. If there is no response, the outcome is unknown: call it again with the
   * same `idempotencyKey` to find out.
   *
   * Retries up to five times if the connection fails, and on 408, 409, 429, 502, 503 and 504: after 0.2 seconds, then
   * twice as long each time, and never sooner than `Retry-After`. All attempts have the same `Idempotency-Key`, by
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
  const httpClient = yield* HttpClient.HttpClient
  const sendJson = yield* makeSend(clientOptions, "application/json")

  return {
    bulkCreate: Effect.fn("BulkContactsClient.bulkCreate")((request, options = {}) =>
      retryTransient(sendJson(request, options)),
    ),
    bulkCreateStream: Effect.fn("BulkContactsClient.bulkCreateStream")(function* <E, R>(
      contacts: Stream.Stream<ContactInput, E, R> | ContactFile<Stream.Stream<Uint8Array, E, R>>,
      defaults: BulkCreateDefaults = {},
      { retry = true, ...options }: BulkCreateStreamOptions = {},
    ) {
      const { mediaType, bytes, csv = {} } = Stream.isStream(contacts) ? toNdjson(contacts) : contacts
      const contentType = csv.encoding === undefined ? mediaType : `${mediaType}; charset=${csv.encoding}`
      const send = yield* makeSend(clientOptions, contentType).pipe(
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
      return yield* retryTransient(send(body, options, defaults, csv), () => retry && failure === undefined).pipe(
        Effect.catch(
          (error): Effect.Effect<never, BulkCreateError | E> =>
            failure === undefined ? Effect.fail(error) : Effect.failCause(failure),
        ),
      )
    }),
  }
})

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
