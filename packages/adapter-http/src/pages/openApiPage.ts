import { Effect, Layer } from "effect"
import { HttpRouter, HttpServerResponse } from "effect/http"
import type { OpenApi } from "effect/http-api"
import type { Prefix } from "../api/checkPrefix.ts"
import { asDocument } from "./document.ts"

/** An OpenAPI document at this path. */
export const openApiPage = (path: Prefix, document: () => OpenApi.OpenAPISpec) =>
  HttpRouter.add(
    "GET",
    path,
    Effect.sync(() => HttpServerResponse.jsonUnsafe(document())),
  ).pipe(Layer.provide(asDocument()))
