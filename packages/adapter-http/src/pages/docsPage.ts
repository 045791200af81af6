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

/** The interactive documentation. */
export const docsPage = HttpApiScalar.layer(Api, { path: DOCS_PATH, scalar }).pipe(
  Layer.provide(asDocument(pageHeaders(directives))),
)
