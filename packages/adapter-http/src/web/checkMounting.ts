import * as Effect from "effect/Effect"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import { InternalServerError } from "../api/errors.ts"
import type { MethodsOf } from "../api/methods.ts"
import { pathOf } from "../api/paths.ts"
import { envelopeResponse } from "../middleware/errorEnvelope.ts"

/**
 * Logs what the host must change if it passes on requests that cannot be handled: each request whose body was read, which
 * is a 500, and the first whose path has another prefix, which is a 404.
 */
export const checkMounting = (prefix: string, methodsOf: MethodsOf) => {
  let isPrefixLogged = false
  return HttpRouter.middleware(
    (httpEffect) =>
      Effect.flatMap(HttpServerRequest.HttpServerRequest, ({ source, url }) => {
        if ("bodyUsed" in source && source.bodyUsed) {
          return Effect.as(Effect.logError("The body was read before the handler got the request", bodyRead), failed)
        }
        const found = isPrefixLogged ? undefined : otherPrefix(pathOf(url), prefix, methodsOf)
        if (found === undefined) return httpEffect
        isPrefixLogged = true
        return Effect.andThen(
          Effect.logWarning("The path of a request has another prefix", wrongPrefix(prefix, found)),
          httpEffect,
        )
      }),
    { global: true },
  )
}

const bodyRead = new Error(
  "Pass requests to the handler before body parsers get them: mount it before `express.json()`; create a NestJS " +
    "application with `bodyParser: false`; remove Fastify's content type parsers",
)

const failed = envelopeResponse(new InternalServerError({ message: "Internal server error" }))

const wrongPrefix = (prefix: string, found: string) =>
  new Error(
    found === ""
      ? `\`prefix\` is ${prefix}, but paths come without it: the server removes it. Pass the URL that the client sent`
      : `\`prefix\` is ${prefix}, but paths begin with ${found}. Set \`prefix\` to that`,
  )

/** No path of the API is longer. */
const MAX_LENGTH = 200

/** What a path has where the prefix should be, if it is a path of the API otherwise. */
const otherPrefix = (path: string, prefix: string, methodsOf: MethodsOf): string | undefined => {
  if (path.length > MAX_LENGTH || methodsOf(path).length > 0) return undefined
  const mount = prefix === "/" ? "" : prefix
  for (let at = 0; at !== -1; at = path.indexOf("/", at + 1)) {
    if (methodsOf(mount + path.slice(at)).length > 0) return path.slice(0, at)
  }
  return undefined
}
