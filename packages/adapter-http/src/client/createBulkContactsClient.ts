import {
  type BulkCreateDefaults,
  type BulkCreateOptions,
  type ContactInput,
  checkCallOptions,
  streamFromCaller,
} from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as Predicate from "effect/Predicate"
import * as Stream from "effect/Stream"
import { BulkContactsClient } from "./BulkContactsClient.ts"
import type { BulkCreateRequestBody, BulkCreateResponse } from "./BulkCreateResponse.ts"
import type { ContactFile } from "./ContactFile.ts"
import type { ClientOptions } from "./checkClientOptions.ts"
import type { ImportPage, ImportUndone, PageOptions } from "./ImportCalls.ts"

export interface PromiseClientOptions extends ClientOptions {
  /** A replacement for the global `fetch`, for example to add the credentials of a server's own authentication. */
  readonly fetch?: typeof globalThis.fetch
}

/** A call that can be aborted. */
export interface Abortable {
  /** If it aborts, the call and its retries end, and the promise rejects with its reason. */
  readonly signal?: AbortSignal
}

/** Options of a bulk create that can be aborted. */
export interface BulkCreateCallOptions extends BulkCreateOptions, Abortable {}

/** Elements that arrive over time, or a function that returns them from the start each time it is called. */
export type Source<A> = AsyncIterable<A> | Iterable<A> | (() => AsyncIterable<A> | Iterable<A>)

/** A client of a bulk-contacts server, as promises. */
export interface BulkContactsPromiseClient {
  /**
   * Creates the contacts whose email the organization does not have yet, and skips the others. Atomic: if the server
   * responds with an error, nothing was stored. If there is no response, the outcome is unknown: call it again with the
   * same `idempotencyKey` to find out.
   *
   * Rejects with a `BulkCreateError`, with the reason of the signal, or with a `TypeError` that names an option that is
   * unknown or has the wrong type. Retries as `BulkContactsClient.bulkCreate`
   * does.
   */
  readonly bulkCreate: (request: BulkCreateRequestBody, options?: BulkCreateCallOptions) => Promise<BulkCreateResponse>

  /**
   * `bulkCreate` for any number of contacts, which are sent as they arrive: contacts, or the bytes of an NDJSON or CSV
   * file. `defaults` are used for contacts that do not have values of their own.
   *
   * Also rejects with whatever `contacts` throws; nothing is stored then. Retries only if the contacts can be sent
   * again: if they are an array, or a function that returns them.
   */
  readonly bulkCreateStream: (
    contacts: Source<ContactInput> | ContactFile<Source<Uint8Array>>,
    defaults?: BulkCreateDefaults,
    options?: BulkCreateCallOptions,
  ) => Promise<BulkCreateResponse>

  /** Lists the bulk creates that were given a name, the newest first. Rejects and retries as `bulkCreate` does. */
  readonly listImports: (page?: PageOptions, options?: Abortable) => Promise<ImportPage>

  /**
   * Soft-deletes the contacts that the import created and that still exist. Atomic. Rejects with a `NotFound` if there is no
   * such import. A repeated call, and so a retry after a lost response, has nothing left to delete.
   */
  readonly undoImport: (id: string, options?: Abortable) => Promise<ImportUndone>
}

/**
 * Makes a client for programs without Effect. It uses `fetch`, so it runs in Node.js, Deno, Bun, browsers and workers.
 * Where `fetch` cannot send a stream (Firefox and Safari), `bulkCreateStream` collects the body in memory first.
 *
 * @example
 * ```ts
 * import { createBulkContactsClient } from "@bulk-contacts/adapter-http/client"
 * import { createWebHandler } from "@bulk-contacts/adapter-http/web"
 * import { makeMemoryStore } from "@bulk-contacts/adapter-memory"
 *
 * // A server in the same process. For another one, baseUrl and apiKey are enough.
 * const store = makeMemoryStore({ id: "acme", contactTypes: ["CT123"], defaultContactType: "CT123" })
 * const server = await createWebHandler({ store: store.layer, authenticate: () => "acme" })
 * const client = createBulkContactsClient({
 *   baseUrl: "http://localhost",
 *   fetch: (input, init) => server.handle(new Request(input, init)),
 * })
 *
 * const { created } = await client.bulkCreate({ contacts: ["Ada Lovelace <ada@example.com>"] })
 * console.log(created) // 1
 * const { total, skipped } = await client.bulkCreateStream(["ada@example.com", "alan@example.com"])
 * console.log(total, skipped) // 2 1
 * ```
 */
export const createBulkContactsClient = ({
  fetch = globalThis.fetch,
  ...clientOptions
}: PromiseClientOptions): BulkContactsPromiseClient => {
  if (typeof fetch !== "function") throw new TypeError("`fetch` must be a function")
  const client = Effect.runSync(Effect.provide(BulkContactsClient.make(clientOptions), FetchHttpClient.layer))
  const run = async <A>(call: Effect.Effect<A, unknown>, signal: AbortSignal | undefined): Promise<A> => {
    const configured = call.pipe(
      Effect.provideService(FetchHttpClient.Fetch, fetch),
      Effect.provideService(FetchHttpClient.StreamBodyFallback, "buffer"),
    )
    return Effect.runPromise(configured, { signal }).catch((error) => {
      signal?.throwIfAborted()
      throw error
    })
  }
  return {
    bulkCreate: async (request, unchecked = {}) => {
      const { signal, ...options } = checkCallOptions(unchecked)
      return run(client.bulkCreate(request, options), signal)
    },
    bulkCreateStream: async (contacts, defaults, unchecked = {}) => {
      const { signal, ...options } = checkCallOptions(unchecked)
      const isFile = Predicate.hasProperty(contacts, "bytes")
      const retry = canRunAgain(isFile ? contacts.bytes : contacts)
      const source = isFile ? { ...contacts, bytes: streamOf(contacts.bytes) } : streamOf(contacts)
      return run(client.bulkCreateStream(source, defaults, { ...options, retry }), signal)
    },
    listImports: async (page, { signal } = {}) => run(client.listImports(page), signal),
    undoImport: async (id, { signal } = {}) => run(client.undoImport(id), signal),
  }
}

const canRunAgain = (source: Source<unknown>): boolean => typeof source === "function" || Array.isArray(source)

const streamOf = <A>(source: Source<A>): Stream.Stream<A> =>
  typeof source === "function"
    ? Stream.suspend(() => streamFromCaller(source()) as Stream.Stream<A>)
    : (streamFromCaller(source) as Stream.Stream<A>)
