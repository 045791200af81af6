import * as Effect from "effect/Effect"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { MethodNotAllowed, NotFound } from "../api/errors.ts"
import type { MethodsOf } from "../api/methods.ts"
import { envelopeResponse } from "./errorEnvelope.ts"

/**
 * Serves one spelling of each path: any other one is a 404, although the router would match it, so that a proxy's rule
 * for a path cannot be bypassed. A method that the path does not support is a 405, and `OPTIONS` is a 204, both with
 * `Allow`. `findMethods` returns a function that returns the methods that the path of a request target supports.
 */
export const exactPaths = (findMethods: Effect.Effect<MethodsOf>) =>
  HttpRouter.middleware(
    Effect.map(
      findMethods,
      (methodsOf) => (httpEffect) =>
        Effect.flatMap(HttpServerRequest.HttpServerRequest, (request) => {
          const methods = isAsSent(request) ? methodsOf(request.url) : []
          if (methods.includes(request.method)) return httpEffect
          if (methods.length === 0) return Effect.succeed(pathNotFound)
          const allow = methods.join(", ")
          return Effect.succeed(request.method === "OPTIONS" ? optionsResponse(allow) : methodNotAllowed(allow))
        }),
    ),
    { global: true },
  )

const pathNotFound = envelopeResponse(new NotFound({ message: "Path not found" }))

const optionsResponse = (allow: string) => HttpServerResponse.empty({ status: 204, headers: { allow } })

const methodNotAllowed = (allow: string) =>
  HttpServerResponse.setHeader(
    envelopeResponse(new MethodNotAllowed({ message: `Allowed methods: ${allow}` })),
    "allow",
    allow,
  )

/**
 * Whether the path is the one that the client sent. Of a target in absolute form (RFC 9112 §3.2.2), the server has
 * removed dot segments and the like.
 */
const isAsSent = ({ source, url, method }: HttpServerRequest.HttpServerRequest): boolean => {
  if (source instanceof Request) return true
  if (url === "*") return method === "OPTIONS"
  const target = String((source as { readonly url?: unknown }).url)
  return target.startsWith("/") || (target.endsWith(url) && /^https?:\/\/[^/\\]*$/i.test(target.slice(0, -url.length)))
}
