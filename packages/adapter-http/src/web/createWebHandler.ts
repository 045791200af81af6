import { BulkCreatePolicy } from "@bulk-contacts/core"
import * as ByteSize from "effect/ByteSize"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as HttpIncomingMessage from "effect/http/HttpIncomingMessage"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServer from "effect/http/HttpServer"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as ManagedRuntime from "effect/ManagedRuntime"
import { mountedApi, openApiPath } from "../api/MountedApi.ts"
import { methodsIn } from "../api/methods.ts"
import { checkRequests } from "../middleware/checkRequests.ts"
import { errorEnvelope } from "../middleware/errorEnvelope.ts"
import { exactPaths } from "../middleware/exactPaths.ts"
import { requestId } from "../middleware/requestId.ts"
import { mountedRoutes } from "../mountedRoutes.ts"
import { importPagePaths } from "../pages/importPage.ts"
import { checkMounting } from "./checkMounting.ts"
import { checkOptions } from "./checkOptions.ts"
import { consoleLogger, failureLogger } from "./failureLogger.ts"
import { HostDecision, layerHostAuthentication } from "./layerHostAuthentication.ts"
import type { WebHandlerOptions } from "./WebHandlerOptions.ts"

/** The API, ready to handle requests. */
export interface WebHandler<Host = void> {
  /**
   * Handles a request. Its URL is the one that the client sent, including the prefix. If the request's `signal` aborts
   * before the contacts are committed, nothing is stored. Its body must be unread, otherwise the response is a 500. After
   * `dispose`, every response is a 503. Rejects only if it is not given a request.
   */
  readonly handle: (request: Request, host: Host) => Promise<Response>
  /** Closes the store. Call it when no request is in progress. */
  readonly dispose: () => Promise<void>
}

/**
 * The API as a function from web-standard requests to responses, for any server that has them. Rejects if the store
 * cannot be opened, and with a `TypeError` that names the option that is unknown or wrong. Settings other than those of the options have the defaults of `LoadLimit`, `BodyTimeout`,
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
export const createWebHandler = async <Host = void>(options: WebHandlerOptions<Host>): Promise<WebHandler<Host>> => {
  const { store, authenticate, prefix, openApi, importPage, policy, maxBodyBytes, onFailure } = checkOptions(options)
  const settings = Layer.mergeAll(
    Logger.layer([onFailure === undefined ? consoleLogger : failureLogger(onFailure)]),
    Layer.succeed(HttpIncomingMessage.MaxBodySize, ByteSize.fromInputUnsafe(maxBodyBytes)),
    Layer.effect(
      BulkCreatePolicy,
      Effect.map(BulkCreatePolicy, (defaults) => ({ ...defaults, ...policy })),
    ),
  )
  const runtime = ManagedRuntime.make(Layer.provideMerge(store, settings))
  const services = Layer.succeedContext(await runtime.context())
  const documents = [
    ...(openApi === false ? [] : [openApiPath(prefix)]),
    ...(importPage === null ? [] : importPagePaths(importPage, prefix === "/" ? "" : prefix)),
  ]
  const methodsOf = methodsIn(mountedApi(prefix), documents)
  const routes = Layer.mergeAll(
    requestId,
    errorEnvelope,
    checkMounting(prefix, methodsOf),
    checkRequests(Effect.succeed([exactPaths(methodsOf)])),
    mountedRoutes({ prefix, openApi, importPage }),
  )
  const app = HttpRouter.toWebHandler(
    routes.pipe(Layer.provide([layerHostAuthentication, HttpServer.layerServices]), Layer.provideMerge(services)),
    { disableLogger: true },
  )
  let isDisposed = false
  return {
    handle: async (request, host) => {
      if (!isRequest(request)) throw new TypeError("`handle` requires a web-standard `Request`")
      if (isDisposed) return closed()
      const decide = Context.make(HostDecision, async () => authenticate(request, host))
      return withEncodedBody(await app.handler(request, decide))
    },
    dispose: async () => {
      isDisposed = true
      await app.dispose()
      await runtime.dispose()
    },
  }
}

/** Some servers have a class of their own. */
const isRequest = (request: Partial<Request> | null | undefined): boolean =>
  typeof request?.url === "string" && typeof request.method === "string" && typeof request.headers?.get === "function"

/** Workers (workerd) would compress a body again that is compressed already. Others ignore the option. */
const withEncodedBody = (response: Response): Response => {
  if (!response.headers.has("content-encoding")) return response
  const { status, headers, body } = response
  const init: ResponseInit & { readonly encodeBody: "manual" } = { status, headers, encodeBody: "manual" }
  return new Response(body, init)
}

const closed = () =>
  Response.json({ statusCode: 503, message: "The service is closed", error: "Service Unavailable" }, { status: 503 })
