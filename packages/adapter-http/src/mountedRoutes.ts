import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import * as Layer from "effect/Layer"
import type { Prefix } from "./api/checkPrefix.ts"
import { mountedApi, type OpenApiOptions, openApiDocument, openApiPath } from "./api/MountedApi.ts"
import { bulkCreate } from "./bulkCreate/bulkCreate.ts"
import { listImportsPage } from "./imports/listImportsPage.ts"
import { undoImportById } from "./imports/undoImportById.ts"
import type { MountedRoutesLayer } from "./layers.ts"
import { exportContactsStream } from "./listing/exportContacts.ts"
import { listContactsPage } from "./listing/listContacts.ts"
import { listAccountsPage, listContactTypesPage } from "./listing/listReferences.ts"
import { catchDefects } from "./middleware/errorEnvelope.ts"
import { layerInvalidParameters } from "./middleware/layerInvalidParameters.ts"
import { layerLoadShedding } from "./middleware/layerLoadShedding.ts"
import { layerQueryParameters } from "./middleware/layerQueryParameters.ts"
import { forHost, importPageRoutes } from "./pages/importPage.ts"
import { openApiPage } from "./pages/openApiPage.ts"
import type { ImportPageFiles } from "./settings.ts"

/** Where a host's server has the API. */
export interface MountOptions {
  /** The path in front of the API's own paths. */
  readonly prefix: Prefix
  /**
   * Whether to serve the OpenAPI document, without authentication, at `/openapi.json` under the prefix, and what it says
   * about the host. Default: false.
   */
  readonly openApi?: boolean | OpenApiOptions
  /**
   * The page at `/import` under the prefix, which is `importPage` of `@bulk-contacts/import-page`. It is served without
   * authentication; what it asks of the API is authenticated by the host. Default: none.
   */
  readonly importPage?: ImportPageFiles | null
}

const layerDefects = HttpRouter.middleware((httpEffect) => catchDefects(httpEffect)).layer

/**
 * The API as a part of the host's `HttpRouter`, authenticated by the host's `HostAuthentication`. Health, metrics,
 * documentation, access log, traces and rate limits are left to the host. Other routes of the router are not affected.
 * `LoadLimit`, `BodyTimeout`, `MinBodyRate`, `MaxJsonValues` and Effect's `MaxBodySize` (default: unlimited) configure it.
 *
 * @example
 * ```ts
 * import { CurrentOrganization, HostAuthentication, mountedRoutes, Unauthorized } from "@bulk-contacts/adapter-http"
 * import { makeMemoryStore } from "@bulk-contacts/adapter-memory"
 * import { OrganizationId } from "@bulk-contacts/core"
 * import { Effect, Layer } from "effect"
 * import { HttpRouter, HttpServer, HttpServerRequest, HttpServerResponse } from "effect/http"
 *
 * const layerHostAuthentication = Layer.succeed(HostAuthentication, (httpEffect) =>
 *   Effect.gen(function* () {
 *     const { headers } = yield* HttpServerRequest.HttpServerRequest
 *     if (headers["authorization"] !== "Bearer secret") return yield* new Unauthorized()
 *     return yield* Effect.provideService(httpEffect, CurrentOrganization, OrganizationId.make("acme"))
 *   }),
 * )
 * const store = makeMemoryStore({ id: "acme", contactTypes: ["CT123"], defaultContactType: "CT123" })
 * const contacts = mountedRoutes({ prefix: "/crm" }).pipe(
 *   Layer.provide(layerHostAuthentication),
 *   Layer.provideMerge(store.layer),
 * )
 *
 * // Next to the routes of your own service
 * const service = Layer.merge(contacts, HttpRouter.add("GET", "/", Effect.succeed(HttpServerResponse.text("Hello"))))
 * const served = Layer.provide(service, HttpServer.layerServices)
 * const { handler } = HttpRouter.toWebHandler(served, { disableLogger: true })
 * const response = await handler(
 *   new Request("http://localhost/crm/v1/accounts/contacts/bulk", {
 *     method: "POST",
 *     headers: { authorization: "Bearer secret", "content-type": "application/json" },
 *     body: JSON.stringify({ contacts: ["Ada Lovelace <ada@example.com>"] }),
 *   }),
 * )
 * console.log(response.status, await response.json()) // 201 { total: 1, created: 1, skipped: 0 }
 * ```
 */
export const mountedRoutes = ({ prefix, openApi = false, importPage = null }: MountOptions): MountedRoutesLayer => {
  const api = mountedApi(prefix)
  const accounts = HttpApiBuilder.group(api, "accounts", (handlers) => handlers.handleRaw("bulkCreate", bulkCreate))
  const contacts = HttpApiBuilder.group(api, "contacts", (handlers) =>
    handlers
      .handleRaw("list", listContactsPage)
      .handleRaw("export", exportContactsStream)
      .handleRaw("listAccounts", listAccountsPage)
      .handleRaw("listContactTypes", listContactTypesPage),
  )
  const imports = HttpApiBuilder.group(api, "imports", (handlers) =>
    handlers.handleRaw("listImports", listImportsPage).handleRaw("undoImport", undoImportById),
  )
  const routes = HttpApiBuilder.layer(api).pipe(
    Layer.provide([accounts, contacts, imports]),
    Layer.provide([layerInvalidParameters, layerQueryParameters, layerLoadShedding, layerDefects]),
  )
  return Layer.mergeAll(
    routes,
    openApi === false
      ? Layer.empty
      : openApiPage(openApiPath(prefix), () => openApiDocument(prefix, openApi === true ? {} : openApi)),
    importPage === null ? Layer.empty : importPageRoutes(forHost(importPage), pathPrefix(prefix)),
  )
}

const pathPrefix = (prefix: Prefix): string => (prefix === "/" ? "" : prefix)
