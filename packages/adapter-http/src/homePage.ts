import { Effect } from "effect"
import { HttpRouter, HttpServerResponse } from "effect/http"
import { DOCS_PATH, HOME_PATH } from "./api/paths.ts"

/** `/` leads to the documentation. */
export const homePage = HttpRouter.add(
  "GET",
  HOME_PATH,
  Effect.succeed(HttpServerResponse.redirect(DOCS_PATH, { headers: { "content-length": "0" } })),
)
