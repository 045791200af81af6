import * as Effect from "effect/Effect"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpApiScalar from "effect/http-api/HttpApiScalar"
import * as Layer from "effect/Layer"
import { Api } from "../api/Api.ts"
import { DOCS_PATH } from "../api/paths.ts"
import { pageHeaders } from "./contentSecurityPolicy.ts"
import { asDocument } from "./document.ts"

const scalar = {
  authentication: { preferredSecurityScheme: "ApiKey" },
  // The page loads nothing from other hosts and links to none: it works offline, and what is typed into it stays there.
  withDefaultFonts: false,
  showDeveloperTools: "never",
  hideClientButton: true,
  favicon: "data:,",
}

/** What Scalar needs: it sets styles by scripts, and sends requests to the server. */
const directives = { "style-src": "'unsafe-inline'", "img-src": "data:", "connect-src": "'self'" }

/** Loads Scalar, 3 MB of script, and makes the page. Requests that come meanwhile each make it, on routers of their own. */
const makePage = Effect.gen(function* () {
  const router = yield* HttpRouter.make
  const page = Layer.fresh(HttpApiScalar.layer(Api, { path: DOCS_PATH, scalar }))
  yield* Effect.provideService(Layer.build(page), HttpRouter.HttpRouter, router)
  return yield* router.asHttpEffect()
}).pipe(Effect.orDie)

/** The interactive documentation, made when somebody first opens it. */
export const docsPage = HttpRouter.add("GET", DOCS_PATH, makePage).pipe(
  Layer.provide(asDocument(pageHeaders(directives))),
)
