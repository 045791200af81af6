import * as Effect from "effect/Effect"
import * as Base64Url from "effect/encoding/Base64Url"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { gzip, sha256 } from "../digests.ts"
import { acceptsGzip, matchesEtag } from "./conditions.ts"

/** The headers of a document besides those that every document has. */
export type DocumentHeaders = (body: Uint8Array) => Promise<Readonly<Record<string, string>>>

interface Document {
  readonly body: Uint8Array
  readonly headers: Readonly<Record<string, string>>
  readonly gzipped: () => Promise<Uint8Array>
}

/**
 * Middleware for a route whose response never changes. It calls the route once and keeps the body, which it compresses
 * on the first request that accepts gzip. Responses have an `ETag`, and are a 304 to a client that has the document.
 */
export const asDocument = (headersOf: DocumentHeaders = async () => ({})) =>
  HttpRouter.middleware(
    Effect.sync(() => {
      let made: Promise<Document> | undefined
      return (httpEffect) =>
        Effect.flatMap(HttpServerRequest.HttpServerRequest, ({ headers }) =>
          Effect.flatMap(made === undefined ? httpEffect : Effect.succeed(undefined), (response) =>
            Effect.promise(async () => {
              made ??= makeDocument(response, headersOf)
              return respond(await made, headers)
            }),
          ),
        )
    }),
  ).layer

const makeDocument = async (
  response: HttpServerResponse.HttpServerResponse | undefined,
  headersOf: DocumentHeaders,
): Promise<Document> => {
  if (response?.body._tag !== "Uint8Array") throw new Error("A document must be bytes")
  const { body, contentType } = response.body
  const etag = `W/"${Base64Url.encode(await sha256(body)).slice(0, 22)}"`
  const headers = {
    "content-type": contentType,
    "cache-control": "no-cache",
    // Weak, because it is the same with and without gzip (RFC 9110 §8.8.3.3).
    etag,
    vary: "accept-encoding",
    "x-content-type-options": "nosniff",
    ...(await headersOf(body)),
  }
  let gzipped: Promise<Uint8Array> | undefined
  return { body, headers, gzipped: () => (gzipped ??= gzip(body)) }
}

const respond = async (
  { body, headers, gzipped }: Document,
  request: Readonly<Record<string, string | undefined>>,
): Promise<HttpServerResponse.HttpServerResponse> => {
  if (matchesEtag(request["if-none-match"], headers["etag"] ?? "")) {
    return HttpServerResponse.empty({ status: 304, headers })
  }
  return acceptsGzip(request["accept-encoding"])
    ? HttpServerResponse.uint8Array(await gzipped(), { headers: { ...headers, "content-encoding": "gzip" } })
    : HttpServerResponse.uint8Array(body, { headers })
}
