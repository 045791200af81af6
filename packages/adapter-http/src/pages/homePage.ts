import * as Effect from "effect/Effect"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Layer from "effect/Layer"
import { DOCS_PATH, HOME_PATH, IMPORT_PATH } from "../api/paths.ts"
import { ImportPage } from "../settings.ts"
import { contentSecurityPolicy } from "./contentSecurityPolicy.ts"

const headers = {
  "content-length": "0",
  "content-security-policy": contentSecurityPolicy({}),
  "x-content-type-options": "nosniff",
}

/** `/` leads to the import page, which leads to the documentation, or to the documentation if there is no such page. */
export const homePage = Layer.unwrap(
  Effect.map(ImportPage, (page) => {
    const redirect = HttpServerResponse.redirect(page === null ? DOCS_PATH : IMPORT_PATH, { headers })
    return HttpRouter.add("GET", HOME_PATH, Effect.succeed(redirect))
  }),
)
