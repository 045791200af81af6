import * as Effect from "effect/Effect"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Layer from "effect/Layer"
import { IMPORT_PATH } from "../api/paths.ts"
import type { ImportPageFiles } from "../settings.ts"
import { contentSecurityPolicy } from "./contentSecurityPolicy.ts"
import { asDocument, type DocumentHeaders } from "./document.ts"

/** What the page may do: run its own parts, and talk to its own server. */
const policy = contentSecurityPolicy({
  "script-src": "'self'",
  "style-src": "'self'",
  "worker-src": "'self'",
  "connect-src": "'self'",
  "img-src": "data:",
})

const mediaTypes: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
}

/** Scripts have it too: that of a worker applies to what the worker does. */
const headers: DocumentHeaders = async () => ({ "content-security-policy": policy, "referrer-policy": "no-referrer" })

/** The paths of the page and its parts. */
export const importPagePaths = ({ files }: ImportPageFiles, prefix = ""): ReadonlyArray<string> => [
  prefix + IMPORT_PATH,
  ...Object.keys(files).map((name) => `${prefix}${IMPORT_PATH}/${name}`),
]

/** The import page and its parts, below a prefix. */
export const importPageRoutes = ({ html, files }: ImportPageFiles, prefix = "") => {
  const documents = [["", "html", html] as const, ...Object.entries(files).map(toDocument)]
  return Layer.mergeAll(
    Layer.empty,
    ...documents.map(([path, extension, text]) =>
      HttpRouter.add(
        "GET",
        `${prefix as "/"}${IMPORT_PATH}${path}`,
        Effect.sync(() => HttpServerResponse.text(text, { contentType: mediaTypes[extension] ?? "text/plain" })),
      ).pipe(Layer.provide(asDocument(headers))),
    ),
  )
}

const toDocument = ([name, text]: readonly [name: string, text: string]) =>
  [`/${name}`, name.split(".").at(-1) ?? "", text] as const

/** The page for a host with a session of its own: it asks for no API key. */
export const forHost = (page: ImportPageFiles): ImportPageFiles => withSettings(page, { authentication: "host" })

/** The page with settings of the server in it. They must not be secret. */
export const withSettings = ({ html, files }: ImportPageFiles, settings: Readonly<Record<string, unknown>>) => {
  const content = JSON.stringify(settings).replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;")
  return { html: html.replace('name="bulk-contacts" content=""', `name="bulk-contacts" content="${content}"`), files }
}
