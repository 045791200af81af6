import { HttpApiScalar } from "effect/http-api"
import { Api } from "./api/Api.ts"
import { DOCS_PATH } from "./api/paths.ts"

const scalar = {
  authentication: { preferredSecurityScheme: "ApiKey" },
  // The page loads nothing from other hosts and links to none: it works offline, and what is typed into it stays there.
  withDefaultFonts: false,
  showDeveloperTools: "never",
  hideClientButton: true,
  favicon: "data:,",
}

/** The interactive documentation. */
export const docsPage = HttpApiScalar.layer(Api, { path: DOCS_PATH, scalar })
