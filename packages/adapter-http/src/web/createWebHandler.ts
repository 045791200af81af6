import {
  BulkCreatePolicy,
  type BulkCreatePolicyShape,
  type BulkCreatePorts,
  type IdempotencyRecords,
  type StagedContacts,
} from "@bulk-contacts/core"
import { ByteSize, Context, Effect, Layer, Logger, ManagedRuntime } from "effect"
import { HttpIncomingMessage, HttpRouter, HttpServer } from "effect/http"
import { mountedApi, openApiPath } from "../api/MountedApi.ts"
import { methodsIn } from "../api/methods.ts"
import { errorEnvelope } from "../middleware/errorEnvelope.ts"
import { exactPaths } from "../middleware/exactPaths.ts"
import { requestId } from "../middleware/requestId.ts"
import { type MountOptions, mountedRoutes } from "../mountedRoutes.ts"
import { failureLogger, type RequestFailure } from "./failureLogger.ts"
import { HostDecision, layerHostAuthentication } from "./layerHostAuthentication.ts"

/**
 * The options of `createWebHandler`.
 *
 * @typeParam Host - What your server passes to `handle` in addition to the request, such as a session.
 */
export interface WebHandlerOptions<Host = void> extends Partial<MountOptions> {
  /**
   * Where contacts are stored: the layer of a store, such as `makeMemoryStore(…).layer` or `PostgresStore.layer(…)`.
   */
  readonly store: Layer.Layer<BulkCreatePorts | IdempotencyRecords | StagedContacts, unknown>
  /**
   * Returns the id of the organization that sent the request, or null or undefined for a 401. It must not read the
   * body. `host` is the second argument of `handle`. If it throws, the response is a 500.
   */
  readonly authenticate: (
    request: Request,
    host: Host,
  ) => string | null | undefined | Promise<string | null | undefined>
  /** Default: at most 10,000 contacts in a JSON body, and a request of duplicates only is a 200. */
  readonly policy?: Partial<BulkCreatePolicyShape>
  /** Limit on the size of a JSON body, after decompression. Default: 32 MiB. NDJSON and CSV bodies have no limit. */
  readonly maxBodyBytes?: number
  /** Called with the cause of each 500 and 503. Default: writes it to standard error. */
  readonly onFailure?: (failure: RequestFailure) => void
}

/** The API, ready to handle requests. */
export interface WebHandler<Host = void> {
  /**
   * Handles a request. Its URL is the one that the client sent, including the prefix. Never rejects. If the request's
   * `signal` aborts before the contacts are committed, nothing is stored.
   */
  readonly handle: (request: Request, host: Host) => Promise<Response>
  /** Closes the store. Call it when no request is in progress. */
  readonly dispose: () => Promise<void>
}

/**
 * The API as a function from web-standard requests to responses, for any server that has them. Rejects if the store
 * cannot be opened. Settings other than those of the options have the defaults of `LoadLimit`, `BodyTimeout`,
 * `MinBodyRate` and `MaxJsonValues`.
 *
 * @example
 * ```ts
 * import { createWebHandler } from "@bulk-contacts/adapter-http/web"
 * import { makeMemoryStore } from "@bulk-contacts/adapter-memory"
 *
 * const store = makeMemoryStore({ id: "acme", contactTypes: ["CT123"], defaultContactType: "CT123" })
 * const contacts = await createWebHandler({
 *   store: store.layer,
 *   authenticate: (request) => (request.headers.get("authorization") === "Bearer secret" ? "acme" : null),
 * })
 *
 * const response = await contacts.handle(
 *   new Request("http://localhost/v1/accounts/contacts/bulk", {
 *     method: "POST",
 *     headers: { authorization: "Bearer secret", "content-type": "application/json" },
 *     body: JSON.stringify({ contacts: ["Ada Lovelace <ada@example.com>"] }),
 *   }),
 * )
 * console.log(response.status, await response.json()) // 201 { total: 1, created: 1, skipped: 0 }
 * ```
 */
export const createWebHandler = async <Host = void>({
  store,
  authenticate,
  prefix = "/",
  openApi = false,
  policy,
  maxBodyBytes = 32 * 1024 * 1024,
  onFailure,
}: WebHandlerOptions<Host>): Promise<WebHandler<Host>> => {
  const settings = Layer.mergeAll(
    Logger.layer([onFailure === undefined ? Logger.withConsoleError(Logger.formatSimple) : failureLogger(onFailure)]),
    Layer.succeed(HttpIncomingMessage.MaxBodySize, ByteSize.fromInputUnsafe(maxBodyBytes)),
    Layer.effect(
      BulkCreatePolicy,
      Effect.map(BulkCreatePolicy, (defaults) => ({ ...defaults, ...policy })),
    ),
  )
  const runtime = ManagedRuntime.make(Layer.provideMerge(store, settings))
  const services = Layer.succeedContext(await runtime.context())
  const routes = Layer.mergeAll(
    requestId,
    errorEnvelope,
    exactPaths(methodsIn(mountedApi(prefix), openApi ? [openApiPath(prefix)] : [])),
    mountedRoutes({ prefix, openApi }),
  )
  const app = HttpRouter.toWebHandler(
    routes.pipe(Layer.provide([layerHostAuthentication, HttpServer.layerServices]), Layer.provideMerge(services)),
    { disableLogger: true },
  )
  return {
    handle: (request, host) =>
      app.handler(
        request,
        Context.make(HostDecision, async () => authenticate(request, host)),
      ),
    dispose: async () => {
      await app.dispose()
      await runtime.dispose()
    },
  }
}
