import { HttpApiScalar } from "effect/http-api"
import { Api } from "./api/Api.ts"
import { DOCS_PATH } from "./api/paths.ts"

const scalar = {
  authentication: { preferredSecurityScheme: "ApiKey" },
  // Nothing comes from elsewhere, and nothing leads there: the page works offline, and keeps what is typed into it.
  withDefaultFonts: false,
  showDeveloperTools: "never",
  hideClientButton: true,
  favicon: "data:,",
}

/** The interactive documentation. */
export const docsPage = HttpApiScalar.layer(Api, { path: DOCS_PATH, scalar })
