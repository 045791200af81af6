import * as Effect from "effect/Effect"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import type * as OpenApi from "effect/http-api/OpenApi"
import * as Layer from "effect/Layer"
import type { Prefix } from "../api/checkPrefix.ts"
import { asDocument } from "./document.ts"

/** An OpenAPI document at this path. */
export const openApiPage = (path: Prefix, document: () => OpenApi.OpenAPISpec) =>
  HttpRouter.add(
    "GET",
    path,
    Effect.sync(() => HttpServerResponse.jsonUnsafe(document())),
  ).pipe(Layer.provide(asDocument()))
