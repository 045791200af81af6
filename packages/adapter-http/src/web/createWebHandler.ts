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
import { answerEverything } from "../middleware/errorEnvelope.ts"
import { requestId } from "../middleware/requestId.ts"
import { type MountOptions, mountedRoutes } from "../mountedRoutes.ts"
import { failureLogger, type RequestFailure } from "./failureLogger.ts"
import { Authenticate, type Authenticated, hostAuthentication } from "./layerHostAuthentication.ts"

/** What a handler needs of its host. */
export interface WebHandlerOptions<Host = void> extends Partial<MountOptions> {
  /** Where contacts are stored: the layer of a store. */
  readonly store: Layer.Layer<BulkCreatePorts | IdempotencyRecords | StagedContacts, unknown>
  /**
   * Whose request it is: the id of an organization, or null for a 401. It must not read the body. What `handle` was given
   * beside the request is at hand. If it throws, the answer is a 500.
   */
  readonly authenticate: (request: Request, host: Host) => Authenticated | Promise<Authenticated>
  readonly policy?: Partial<BulkCreatePolicyShape>
  /** The limit on a JSON body, inflated: 32 MiB unless it is given. NDJSON and CSV may have any length. */
  readonly maxBodyBytes?: number
  /** Is told why a request was answered with 500 or 503. Without it, that is written to the standard error. */
  readonly onFailure?: (failure: RequestFailure) => void
}

/** The API, ready to answer. */
export interface WebHandler<Host = void> {
  /**
   * Answers a request, whose URL is the one that the client sent, prefix included. Never rejects. When the request's
   * `signal` aborts, nothing of it is stored.
   */
  readonly handle: (request: Request, host: Host) => Promise<Response>
  /** Closes the store. To be called when no request is under way. */
  readonly dispose: () => Promise<void>
}

/**
 * The API as a function from web-standard requests to answers, for any server that has those. Rejects where the store
 * cannot be opened.
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
    answerEverything(methodsIn(mountedApi(prefix), openApi ? [openApiPath(prefix)] : [])),
    mountedRoutes({ prefix, openApi }),
  )
  const app = HttpRouter.toWebHandler(
    routes.pipe(Layer.provide([hostAuthentication, HttpServer.layerServices]), Layer.provideMerge(services)),
    { disableLogger: true },
  )
  return {
    handle: (request, host) =>
      app.handler(
        request,
        Context.make(Authenticate, async () => authenticate(request, host)),
      ),
    dispose: async () => {
      await app.dispose()
      await runtime.dispose()
    },
  }
}
