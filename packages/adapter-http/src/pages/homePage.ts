import * as Effect from "effect/Effect"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { DOCS_PATH, HOME_PATH } from "../api/paths.ts"
import { contentSecurityPolicy } from "./contentSecurityPolicy.ts"

const headers = {
  "content-length": "0",
  "content-security-policy": contentSecurityPolicy({}),
  "x-content-type-options": "nosniff",
}

/** `/` leads to the documentation. */
export const homePage = HttpRouter.add(
  "GET",
  HOME_PATH,
  Effect.succeed(HttpServerResponse.redirect(DOCS_PATH, { headers })),
)
