import type { ApiKeys, BulkCreateStreamPorts, UnitOfWork } from "@bulk-contacts/core"
import type * as HttpRouter from "effect/http/HttpRouter"
import type * as HttpServer from "effect/http/HttpServer"
import type * as HttpServerError from "effect/http/HttpServerError"
import type * as Layer from "effect/Layer"
import type { HostAuthentication } from "./api/HostAuthentication.ts"

/** What every route of the API requires: an `HttpRouter`, the ports, and the HTTP services that a server provides. */
export type ApiServices =
  | HttpRouter.HttpRouter
  | HttpRouter.Request.From<"Requires", BulkCreateStreamPorts>
  | Layer.Success<typeof HttpServer.layerServices>

/** `routes`. In addition to `ApiServices`, it authenticates by API keys and checks the store for `/health/ready`. */
export interface RoutesLayer
  extends Layer.Layer<
    HttpRouter.Request<"Error" | "GlobalError", HttpServerError.HttpServerError>,
    never,
    ApiServices | ApiKeys | UnitOfWork | HttpRouter.Request<"GlobalError", unknown>
  > {}

/** What `mountedRoutes` returns. */
export interface MountedRoutesLayer extends Layer.Layer<never, never, ApiServices | HostAuthentication> {}
