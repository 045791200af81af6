import {
  type BulkCreateDefaults,
  type BulkCreateOptions,
  type ContactInput,
  checkCallOptions,
} from "@bulk-contacts/core"
import { BULK_CREATE_PATH, IMPORTS_PATH } from "../../api/paths.ts"
import { type BulkCreateRequestBody, type BulkCreateResponse, toBulkCreateResponse } from "../BulkCreateResponse.ts"
import { type BulkCreateParameters, bulkCreateParameters } from "../bulkCreateParameters.ts"
import type { ContactFile } from "../ContactFile.ts"
import { type ClientOptions, checkClientOptions } from "../checkClientOptions.ts"
import { findInconsistency } from "../findInconsistency.ts"
import type { ImportPage, ImportUndone, PageOptions } from "../Import.ts"
import { MAX_IMPORTS_RESPONSE, maxBulkCreateResponse } from "../responseLimits.ts"
import { makeCallServer, type ServerCall } from "./callServer.ts"
import { jsonBody, noBody } from "./RequestBody.ts"
import { readBulkCreated, readImportPage, readImportUndone } from "./responseBodies.ts"
import { bytesOf, linesOf, streamBody } from "./streamBody.ts"

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
   * The request may be anything, such as JSON from outside: the server says what is wrong with it, in the `details` of a
   * `BadRequest`. Rejects with a `CallError`, with the reason of the signal, or with a `TypeError` that names an option
   * that is unknown or has the wrong type, or says that the request cannot be written as JSON. Retries as
   * `BulkContactsClient.bulkCreate` does.
   */
  readonly bulkCreate: {
    (request: BulkCreateRequestBody, options?: BulkCreateCallOptions): Promise<BulkCreateResponse>
    (request: unknown, options?: BulkCreateCallOptions): Promise<BulkCreateResponse>
  }

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
  // Browsers require that it is not called as a method.
  const callServer = makeCallServer(checkClientOptions(clientOptions), (input, init) => fetch(input, init))

  const bulkCreate = (
    parameters: BulkCreateParameters,
    sending: Pick<ServerCall<unknown, unknown>, "body" | "canRetry" | "signal">,
  ): Promise<BulkCreateResponse> => {
    const { outcomes = false, lenient = false } = parameters.options
    return callServer({
      method: "POST",
      path: BULK_CREATE_PATH,
      ...bulkCreateParameters(parameters),
      ...sending,
      limit: ({ sent }) => maxBulkCreateResponse(outcomes, sent.most),
      read: readBulkCreated,
      accept: (body, headers, { sent, progress }) => {
        const response = toBulkCreateResponse(body, (name) => headers.get(name))
        const inconsistency = findInconsistency(response, sent, progress.isSent, lenient)
        if (inconsistency !== undefined) throw inconsistency
        return response
      },
    })
  }

  const callImports = <A>(call: Pick<ServerCall<A, A>, "method" | "path" | "query" | "read" | "signal">): Promise<A> =>
    callServer({ ...call, body: noBody, limit: () => MAX_IMPORTS_RESPONSE, accept: (body) => body })

  return {
    bulkCreate: async (request: unknown, unchecked: BulkCreateCallOptions = {}) => {
      const { signal, ...options } = checkCallOptions(unchecked)
      return bulkCreate({ options }, { body: jsonBody(request), signal })
    },
    bulkCreateStream: async (contacts, defaults = {}, unchecked = {}) => {
      const { signal, ...options } = checkCallOptions(unchecked)
      const file = isFile(contacts) ? contacts : undefined
      const source = file === undefined ? (contacts as Source<ContactInput>) : file.bytes
      const start = () => (typeof source === "function" ? source() : source)
      const body = () =>
        file === undefined
          ? streamBody(linesOf(start()), { mediaType: "application/x-ndjson" })
          : streamBody(bytesOf(start()), file)
      const canRetry = typeof source === "function" || Array.isArray(source)
      return bulkCreate({ options, defaults, ...(file?.csv && { csv: file.csv }) }, { body, canRetry, signal })
    },
    listImports: async ({ limit, cursor } = {}, { signal } = {}) => {
      const query = { ...(limit !== undefined && { limit: String(limit) }), ...(cursor !== undefined && { cursor }) }
      return callImports({ method: "GET", path: IMPORTS_PATH, query, read: readImportPage, signal })
    },
    undoImport: async (id, { signal } = {}) => {
      const path = `${IMPORTS_PATH}/${encodeURIComponent(id)}`
      return callImports({ method: "DELETE", path, read: readImportUndone, signal })
    },
  }
}

const isFile = (
  contacts: Source<ContactInput> | ContactFile<Source<Uint8Array>>,
): contacts is ContactFile<Source<Uint8Array>> => Object(contacts).bytes !== undefined
