import type * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { MethodNotAllowed, NotFound } from "../api/errors.ts"
import type { MethodsOf } from "../api/methods.ts"
import type { RequestCheck } from "./checkRequests.ts"
import { envelopeResponse } from "./errorEnvelope.ts"

/**
 * Serves one spelling of each path: any other one is a 404, although the router would match it, so that a proxy's rule
 * for a path cannot be bypassed. A method that the path does not support is a 405, and `OPTIONS` is a 204, both with
 * `Allow`.
 */
export const exactPaths =
  (methodsOf: MethodsOf): RequestCheck =>
  (request) => {
    const methods = isAsSent(request) ? methodsOf(request.url) : []
    if (methods.includes(request.method)) return undefined
    if (methods.length === 0) return pathNotFound
    const allow = methods.join(", ")
    return request.method === "OPTIONS" ? optionsResponse(allow) : methodNotAllowed(allow)
  }

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
